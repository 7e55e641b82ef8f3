// Every screen of the touchscreen at 1920×1080: accessible, large enough, nothing cut off, in both type sizes.
import { checkScreens } from './check-screens.ts';

checkScreens('wide');
