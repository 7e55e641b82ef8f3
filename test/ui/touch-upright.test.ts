// Every screen of the touchscreen at 1080×1920: accessible, large enough, nothing cut off, in both type sizes.
import { checkScreens } from './check-screens.ts';

checkScreens('upright');
