// What an order holds, as a short list: the first few, and how many more there are.
import { yuan } from '../../text/money.ts';
import { amount, ordered as text } from '../../text/zh-workshop.ts';

/** More would push the code off the page. */
const SHOWN = 4;

export interface OrderLinesProps {
  lines: readonly { title: string; unit: string; quantity: number; totalFen: number }[];
}
export function OrderLines({ lines }: OrderLinesProps) {
  const shown = lines.length > SHOWN ? lines.slice(0, SHOWN - 1) : lines;
  return (
    <ul class="order-lines">
      {shown.map(({ title, unit, quantity, totalFen }) => (
        <li key={title}>
          <span>{title}</span>
          <span>{amount(quantity, { unit, weighed: false })}</span>
          <b>{yuan(totalFen)}</b>
        </li>
      ))}
      {shown.length < lines.length && <li>{text.kinds(lines.length)}</li>}
    </ul>
  );
}
