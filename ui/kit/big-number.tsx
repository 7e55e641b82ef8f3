// A queue number as the largest thing on the page.
import './big-number.css';

export interface BigNumberProps {
  number: string;
}

export function BigNumber({ number }: BigNumberProps) {
  return (
    <p class="big-number" style={{ '--length': number.length }}>
      {number}
    </p>
  );
}
