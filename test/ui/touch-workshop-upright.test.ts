// Every screen of 创富工坊 at 1080×1920: accessible, large enough, nothing cut off, in both type sizes.
import { checkScreens } from './check-screens.ts';
import { walkWorkshop } from './walk-workshop.ts';

checkScreens('upright', { way: walkWorkshop, least: 35 });
