// Every way in which a command can be refused.
import type { AuthRefusal } from '../../server/auth/schema.ts';
import type { HttpRefusal, StoreRefusal } from '../../server/http/schema.ts';
import type { InstallerRefusal } from '../../server/installer/schema.ts';
import type { AccountsRefusal } from '../../server/modules/accounts/schema.ts';
import type { AttendanceRefusal } from '../../server/modules/attendance/schema.ts';
import type { CatalogueRefusal } from '../../server/modules/catalogue/schema.ts';
import type { CentreRefusal } from '../../server/modules/centre/schema.ts';
import type { DirectoryRefusal } from '../../server/modules/directory/schema.ts';
import type { GoodsRefusal } from '../../server/modules/goods/schema.ts';
import type { HelpRefusal } from '../../server/modules/help/schema.ts';
import type { LivestreamRefusal } from '../../server/modules/livestream/schema.ts';
import type { OrdersRefusal } from '../../server/modules/orders/schema.ts';
import type { PairingRefusal } from '../../server/modules/pairing/schema.ts';
import type { PrintingRefusal } from '../../server/modules/printing/schema.ts';
import type { RatingsRefusal } from '../../server/modules/ratings/schema.ts';
import type { ServicesRefusal } from '../../server/modules/services/schema.ts';
import type { SharesRefusal } from '../../server/modules/shares/schema.ts';
import type { VoiceRefusal } from '../../server/modules/voice/schema.ts';

export type RefusalCode =
  | HttpRefusal
  | StoreRefusal
  | AuthRefusal
  | InstallerRefusal
  | AccountsRefusal
  | AttendanceRefusal
  | CatalogueRefusal
  | CentreRefusal
  | DirectoryRefusal
  | HelpRefusal
  | PairingRefusal
  | PrintingRefusal
  | RatingsRefusal
  | ServicesRefusal
  | GoodsRefusal
  | LivestreamRefusal
  | OrdersRefusal
  | SharesRefusal
  | VoiceRefusal;
export type Params = Readonly<Record<string, string | number>>;
export type Sentence = string | ((params: Params) => string);
