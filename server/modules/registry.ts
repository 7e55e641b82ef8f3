// Every module by name. The store folds them, the hub will read the same list, kiosk.ts adds their routes.

import type { AccountsView } from './accounts/schema.ts';
import { accounts } from './accounts/view.ts';
import type { AttendanceView } from './attendance/schema.ts';
import { attendance } from './attendance/view.ts';
import type { CatalogueView } from './catalogue/schema.ts';
import { catalogue } from './catalogue/view.ts';
import type { CentreView } from './centre/schema.ts';
import { centre } from './centre/view.ts';
import type { DirectoryView } from './directory/schema.ts';
import { directory } from './directory/view.ts';
import type { GoodsView } from './goods/schema.ts';
import { goods } from './goods/view.ts';
import type { HelpView } from './help/schema.ts';
import { help } from './help/view.ts';
import type { LivestreamView } from './livestream/schema.ts';
import { livestream } from './livestream/view.ts';
import type { OrdersView } from './orders/schema.ts';
import { orders } from './orders/view.ts';
import type { PairingView } from './pairing/schema.ts';
import { pairing } from './pairing/view.ts';
import type { PrintingView } from './printing/schema.ts';
import { printing } from './printing/view.ts';
import type { RatingsView } from './ratings/schema.ts';
import { ratings } from './ratings/view.ts';
import type { ServicesView } from './services/schema.ts';
import { services } from './services/view.ts';
import type { SharesView } from './shares/schema.ts';
import { shares } from './shares/view.ts';
import type { VoiceView } from './voice/schema.ts';
import { voice } from './voice/view.ts';

export interface Views {
  centre: CentreView;
  accounts: AccountsView;
  directory: DirectoryView;
  attendance: AttendanceView;
  catalogue: CatalogueView;
  services: ServicesView;
  ratings: RatingsView;
  printing: PrintingView;
  help: HelpView;
  pairing: PairingView;
  voice: VoiceView;
  goods: GoodsView;
  livestream: LivestreamView;
  orders: OrdersView;
  shares: SharesView;
}

/** In the order in which they fold an event. */
export const registry = [
  centre,
  accounts,
  directory,
  attendance,
  catalogue,
  services,
  ratings,
  printing,
  help,
  pairing,
  voice,
  goods,
  livestream,
  orders,
  shares,
] as const;
