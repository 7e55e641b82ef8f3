// The sections of the staff page, who may use them, and where their code is.
import type { ComponentType } from 'preact';
import type { Role } from '../../server/auth/schema.ts';
import { Smile, Star } from '../kit/faces.tsx';
import {
  Basket,
  Book,
  Box,
  Camera,
  Chart,
  Disk,
  Home,
  Key,
  List,
  Loudspeaker,
  People,
  Person,
  Plug,
  Printer,
  Screen,
  Ticket,
  Yuan,
} from '../kit/icons.tsx';
import type { zhStaff } from '../text/zh-staff.ts';

export interface Section {
  name: keyof typeof zhStaff.sections;
  icon: ComponentType;
  roles: readonly Role[] | 'anyStaff';
  load: () => Promise<ComponentType>;
}

/** In the order of the navigation: what is used many times a day first. */
export const sections: readonly Section[] = [
  {
    name: 'today',
    icon: Home,
    roles: 'anyStaff',
    load: () => import('./centre/today.tsx').then(({ Today }) => Today),
  },
  {
    name: 'tickets',
    icon: Ticket,
    roles: ['window', 'manager', 'admin'],
    load: () => import('./services/tickets.tsx').then(({ Tickets }) => Tickets),
  },
  {
    name: 'visits',
    icon: List,
    roles: ['manager', 'admin'],
    load: () => import('./attendance/visits.tsx').then(({ Visits }) => Visits),
  },
  {
    name: 'rate',
    icon: Smile,
    roles: ['window', 'manager', 'admin'],
    load: () => import('./ratings/rate-visitor.tsx').then(({ RateVisitor }) => RateVisitor),
  },
  {
    name: 'ratings',
    icon: Star,
    roles: ['manager', 'admin'],
    load: () => import('./ratings/ratings.tsx').then(({ Ratings }) => Ratings),
  },
  {
    name: 'statistics',
    icon: Chart,
    roles: ['manager', 'admin'],
    load: () => import('./services/statistics/statistics.tsx').then(({ Statistics }) => Statistics),
  },
  {
    name: 'goods',
    icon: Box,
    roles: ['host', 'editor', 'manager', 'admin'],
    load: () => import('./goods/goods.tsx').then(({ GoodsSection }) => GoodsSection),
  },
  {
    name: 'sessions',
    icon: Camera,
    roles: ['host', 'editor', 'manager', 'admin'],
    load: () => import('./livestream/sessions.tsx').then(({ SessionsSection }) => SessionsSection),
  },
  {
    name: 'orders',
    icon: Basket,
    roles: ['host', 'window', 'manager', 'admin'],
    load: () => import('./orders/orders.tsx').then(({ Orders }) => Orders),
  },
  {
    name: 'shares',
    icon: Yuan,
    roles: ['manager', 'admin'],
    load: () => import('./shares/shares.tsx').then(({ Shares }) => Shares),
  },
  {
    name: 'devices',
    icon: Printer,
    roles: ['window', 'manager', 'admin'],
    load: () => import('./devices/devices.tsx').then(({ Devices }) => Devices),
  },
  {
    name: 'screens',
    icon: Screen,
    roles: ['manager', 'admin'],
    load: () => import('./screens/screens.tsx').then(({ Screens }) => Screens),
  },
  {
    name: 'voice',
    icon: Loudspeaker,
    roles: 'anyStaff',
    load: () => import('./voice/voice.tsx').then(({ VoiceSection }) => VoiceSection),
  },
  {
    name: 'people',
    icon: People,
    roles: ['manager', 'admin'],
    load: () => import('./directory/people.tsx').then(({ PeopleSection }) => PeopleSection),
  },
  {
    name: 'catalogue',
    icon: Book,
    roles: ['window', 'editor', 'manager', 'admin'],
    load: () =>
      import('./catalogue/catalogue.tsx').then(({ CatalogueSection }) => CatalogueSection),
  },
  {
    name: 'accounts',
    icon: Key,
    roles: ['admin'],
    load: () => import('./accounts/accounts.tsx').then(({ Accounts }) => Accounts),
  },
  {
    name: 'backup',
    icon: Disk,
    roles: ['manager', 'admin'],
    load: () => import('./backup/backup.tsx').then(({ Backup }) => Backup),
  },
  {
    name: 'installer',
    icon: Plug,
    roles: ['admin'],
    load: () => import('./installer/installer.tsx').then(({ Installer }) => Installer),
  },
  {
    name: 'me',
    icon: Person,
    roles: 'anyStaff',
    load: () => import('./accounts/own-account.tsx').then(({ OwnAccount }) => OwnAccount),
  },
];
