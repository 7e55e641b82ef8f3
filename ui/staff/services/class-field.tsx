// Which class somebody queues as, with the proof that the desk asks for.
import type { VisitorClass } from '../../../server/modules/services/terms-schema.ts';
import { zhConsole } from '../../text/zh-console.ts';
import { RadioField } from '../parts/radio-field.tsx';

const CLASSES = Object.keys(zhConsole.classes) as VisitorClass[];

export interface ClassFieldProps {
  value: VisitorClass;
  onChange: (value: VisitorClass) => void;
}

export function ClassField({ value, onChange }: ClassFieldProps) {
  return (
    <RadioField
      label={zhConsole.visitorClass}
      options={CLASSES.map((one) => ({
        value: one,
        label: zhConsole.classes[one],
        note: zhConsole.proofs[one] || undefined,
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
