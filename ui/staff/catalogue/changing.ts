// Changing the catalogue from the page: what was seen, what it becomes, and the way back for a while.
import { useMemo } from 'preact/hooks';
import type {
  Changes,
  HoursChange,
  WholeCatalogue,
} from '../../../server/modules/catalogue/schema.ts';
import { newKey } from '../../kit/api.ts';
import { toast } from '../../kit/notice.tsx';
import { type Command, useCommand } from '../parts/requests.ts';
import { useUndoing } from '../parts/undoing.ts';

const CHANGES = '/api/catalogue/changes';
const HOURS = '/api/catalogue/hours';

export interface Changing {
  readonly command: Pick<Command<unknown, unknown>, 'busy' | 'failure' | 'clear'>;
  /** True when it was done; `said` is what the toast says, beside 撤销. */
  change(changes: Partial<Changes>, said: string): Promise<boolean>;
  putHours(change: HoursChange, said: string): Promise<boolean>;
}

/** What comes of an undo is pushed like any other change. */
export function useChanging(reload: () => Promise<void>): Changing {
  const command = useCommand<Changes | HoursChange>();
  const undoing = useUndoing();
  return useMemo(() => {
    async function run<Body extends Changes | HoursChange>(
      path: string,
      { body, back, said }: { body: Body; back: Body; said: string },
    ): Promise<boolean> {
      if (!(await command.run(path, body))) return false;
      await reload();
      toast('good', said, undoing(path, back));
      return true;
    }
    return {
      command,
      change(part, said) {
        const body = { departments: [], items: [], packages: [], ...part };
        return run(CHANGES, { body, back: opposite(body), said });
      },
      putHours: (body, said) => run(HOURS, { body, back: { was: body.is, is: body.was }, said }),
    };
  }, [command, reload, undoing]);
}

/** What was new cannot be unmade, for a number may have been taken for it already: it is retired. */
function opposite({ departments, items, packages }: Changes): Changes {
  const turned = <T extends { retired: boolean }>(list: { was: T | null; is: T }[]) =>
    list.map(({ was, is }) => ({ was: is, is: was ?? { ...is, retired: true } }));
  return {
    departments: turned(departments),
    items: turned(items),
    packages: turned(packages),
  };
}

/** Ids only have to differ: nobody reads them. */
export function newId(): string {
  return `n${newKey().slice(0, 12)}`;
}

/** As the server keeps it, so that what is undone is what was put. */
export function tidied(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .trim();
}

/** What every part of the section gets. */
export interface PartProps {
  catalogue: WholeCatalogue;
  changing: Changing;
  mayEdit: boolean;
}
