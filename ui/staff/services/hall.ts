// The hall as the console sees it: the slices it cannot do without, and questions about them.
import type { CatalogueSlice, ServiceItem } from '../../../server/modules/catalogue/schema.ts';
import type {
  QueueTicket,
  TicketsSlice,
  WindowRow,
} from '../../../server/modules/services/page-schema.ts';
import { useSession, useStaff } from '../staff.ts';

export interface Hall {
  readonly tickets: TicketsSlice;
  readonly catalogue: CatalogueSlice;
}

/** Only inside `Tickets`, which waits until both have come. */
export function useHall(): Hall {
  const { tickets, catalogue } = useStaff().live.slices;
  if (!tickets.value || !catalogue.value) throw new Error('the hall has not come yet');
  return { tickets: tickets.value, catalogue: catalogue.value };
}

/** The window that this account signed in to, on whatever page it did so. */
export function useOwnRow(): WindowRow | null {
  const { accountId } = useSession();
  const { windows } = useHall().tickets;
  return windows.find((row) => row.accountId === accountId) ?? null;
}

export function isOpen(row: WindowRow): boolean {
  return row.clerk !== null;
}

/** Who may be called at the window, as far as they are listed, next first. */
export function nextAt(row: WindowRow, { waiting }: TicketsSlice): QueueTicket[] {
  return row.next.flatMap((id) => waiting.find((ticket) => ticket.id === id) ?? []);
}

export function itemsAt({ items }: CatalogueSlice, window: number): ServiceItem[] {
  return items.filter(({ windows }) => windows.includes(window));
}

/** Windows with somebody behind them that serve an item now. */
export function openWindowsOf({ windows }: TicketsSlice, itemId: string): WindowRow[] {
  return windows.filter((row) => isOpen(row) && row.itemIds.includes(itemId));
}
