// All that one number is for; nothing where the title says it already.
import { ticket as text } from '../../text/zh-services.ts';

/** Lines; more of them need the room of the large number, still more smaller letters. */
const FEW = 3;
const MANY = 5;
const MOST = 8;
/** Characters that a line holds in every size. */
const LINE = 24;

export function ItemNames({ names }: { names: readonly string[] }) {
  if (names.length < 2) return null;
  const { shown, lines } = fitting(names);
  const hidden = names.length - shown.length;
  return (
    <div
      class={`item-names${lines > FEW ? ' item-names-many' : ''}${lines > MANY ? ' item-names-dense' : ''}`}
    >
      <b>{text.items(names.length)}</b>
      <ul>
        {shown.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {hidden > 0 && <li>{text.more(hidden)}</li>}
      </ul>
    </div>
  );
}

/** As many names as there is room for, in order; all of them stand on the slip. */
export function fitting(names: readonly string[]): { shown: string[]; lines: number } {
  const shown: string[] = [];
  let lines = 0;
  for (const name of names) {
    lines += Math.ceil(name.length / LINE);
    if (lines > MOST) break;
    shown.push(name);
  }
  return { shown, lines };
}
