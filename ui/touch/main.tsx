// Starts the touchscreen page.
import { render } from 'preact';
import '../tokens.css';
import { applyLargeType } from '../kit/large-type.ts';
import { watchShape } from '../kit/screen-shape.ts';
import { suppressGestures } from '../kit/suppress.ts';
import { common } from '../text/zh.ts';
import { App } from './app.tsx';
import { dropSecondTaps } from './double-tap.ts';
import { createKiosk, KioskContext } from './kiosk.ts';
import { followScans } from './scans.ts';
import './page.css';

document.title = common.touchTitle;
const kiosk = createKiosk();
suppressGestures();
applyLargeType();
watchShape();
dropSecondTaps(kiosk);
followScans(kiosk);
kiosk.start();

const root = document.getElementById('app');
if (root) {
  render(
    <KioskContext.Provider value={kiosk}>
      <App />
    </KioskContext.Provider>,
    root,
  );
}
