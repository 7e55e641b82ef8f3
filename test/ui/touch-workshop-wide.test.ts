// Every screen of 创富工坊 at 1920×1080: accessible, large enough, nothing cut off, in both type sizes.
import { checkScreens } from './check-screens.ts';
import { walkWorkshop } from './walk-workshop.ts';

checkScreens('wide', { way: walkWorkshop, least: 35 });
