// Which page of 创富工坊 is on. Everything behind this file is loaded when it is wanted.
import { useEffect } from 'preact/hooks';
import { BuyerPage } from './buyer.tsx';
import { LivePage } from './live.tsx';
import { OrderPage } from './order.tsx';
import { OrderStatusPage } from './order-status.tsx';
import { OrderedPage } from './ordered.tsx';
import { ProductPage } from './product.tsx';
import { askTime } from './server-clock.ts';
import { ShelfPage } from './shelf.tsx';
import type { ShopProps } from './workshop.tsx';
import './workshop.css';

export function Shop({ screen }: ShopProps) {
  useEffect(() => void askTime(), []);
  switch (screen.name) {
    case 'shelf':
      return <ShelfPage />;
    case 'live':
      return <LivePage />;
    case 'product':
      return <ProductPage productId={screen.productId} variantId={screen.variantId} />;
    case 'order':
      return <OrderPage />;
    case 'buyer':
      return <BuyerPage screen={screen} />;
    case 'ordered':
      return <OrderedPage reply={screen.reply} lines={screen.lines} />;
    case 'orderStatus':
      return <OrderStatusPage key={screen.code} code={screen.code} />;
    default:
      return null;
  }
}
