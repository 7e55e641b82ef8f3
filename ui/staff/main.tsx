// The staff page: builds its parts, then shows them.
import { render } from 'preact';
import '../tokens.css';
import { App } from './app.tsx';
import { createRouter } from './router.ts';
import { createSessions } from './sessions.ts';
import { createLive } from './staff.ts';
// Last: it makes the kit denser.
import './staff.css';

const staff = { sessions: createSessions(), router: createRouter(), live: createLive() };
const root = document.getElementById('app');
if (root) {
  staff.router.start();
  staff.sessions.load();
  render(<App staff={staff} />, root);
}
