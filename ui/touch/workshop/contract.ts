// The shop's words on the wire: what is sent for an order, what a slip's code opens.
import type { OrderRequest } from '../../../server/modules/orders/page-schema.ts';
import type { OrderState } from '../../../server/modules/orders/schema.ts';
import type { BasketLine } from './basket.ts';

export const ORDERS_PATH = '/api/workshop/orders';

/** Nothing personal: whoever holds the slip may read it. */
export interface OrderStatus {
  code: string;
  state: OrderState;
  packed: boolean;
  lines: { title: string; unit: string; quantity: number; totalFen: number }[];
  totalFen: number;
  pickUpDay: string;
}

type By =
  | { method: 'phone'; phone: string }
  | { method: 'idCard'; readId: string }
  | { method: 'code'; code: string };
interface Wanted {
  readonly lines: readonly BasketLine[];
  readonly pickUpDay: string | null;
  readonly by: By | null;
}

/** Null as long as the day is not chosen. */
export function requestOf({ lines, pickUpDay, by }: Wanted): OrderRequest | null {
  if (pickUpDay === null) return null;
  return {
    lines: lines.map(({ productId, variantId, quantity, unitFen }) => ({
      productId,
      variantId,
      quantity,
      unitFen,
    })),
    pickUpDay,
    ...(by && { by: byOf(by) }),
  };
}

/** The mask on the screen is not sent. */
function byOf(by: By): By {
  switch (by.method) {
    case 'phone':
      return { method: by.method, phone: by.phone };
    case 'idCard':
      return { method: by.method, readId: by.readId };
    case 'code':
      return { method: by.method, code: by.code };
  }
}
