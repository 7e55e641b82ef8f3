// How was it? Five faces with their words, and what was wrong with a bad one: the same at the touchscreen and at the window.
import type { Grade, Reason } from '../../server/modules/ratings/schema.ts';
import { grades, reasons } from '../text/zh-ratings.ts';
import { Choice } from './choice.tsx';
import { faces } from './faces.tsx';
import './rating.css';

const BEST_FIRST = [5, 4, 3, 2, 1] as const satisfies readonly Grade[];
const REASONS = Object.keys(reasons) as Reason[];

/** 差评 */
export function isBad(grade: Grade): boolean {
  return grade <= 2;
}

export interface GradesProps {
  onChoose: (grade: Grade) => void;
  /** The one under way. */
  busy: Grade | null;
}
export function Grades({ onChoose, busy }: GradesProps) {
  return (
    <div class="grades">
      {BEST_FIRST.map((grade) => {
        const Face = faces[grade - 1] ?? 'span';
        return (
          <Choice
            key={grade}
            icon={<Face />}
            name={grades[grade]}
            busy={busy === grade}
            onTap={() => onChoose(grade)}
          />
        );
      })}
    </div>
  );
}

export interface ReasonsProps {
  chosen: readonly Reason[];
  onChange: (chosen: readonly Reason[]) => void;
}
export function Reasons({ chosen, onChange }: ReasonsProps) {
  const toggle = (reason: Reason) =>
    onChange(
      chosen.includes(reason) ? chosen.filter((one) => one !== reason) : [...chosen, reason],
    );
  return (
    <div class="reasons">
      {REASONS.map((reason) => (
        <Choice
          key={reason}
          shape="bare"
          name={reasons[reason]}
          chosen={chosen.includes(reason)}
          onTap={() => toggle(reason)}
        />
      ))}
    </div>
  );
}
