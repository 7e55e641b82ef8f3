// Only the sections this account may use: a column at a desk, a bar at the thumb on a phone.
import { useSignal } from '@preact/signals';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Dots } from '../../kit/icons.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import type { Section } from '../sections.ts';
import { useStaff } from '../staff.ts';

/** What fits beside 更多 on a phone of 360 px. */
const IN_BAR = 4;

export interface NavigationProps {
  sections: readonly Section[];
  current: string;
}

export function Navigation({ sections, current }: NavigationProps) {
  const open = useSignal(false);
  const { sessions } = useStaff();
  const rest = sections.slice(IN_BAR);
  const close = () => {
    open.value = false;
  };
  return (
    <>
      <nav class="nav" aria-label={zhStaff.navigation.label}>
        {sections.map((section, index) => (
          <Link
            key={section.name}
            section={section}
            current={current}
            {...(index >= IN_BAR ? { look: 'nav-rest' } : {})}
          />
        ))}
        <button
          type="button"
          class="nav-link nav-more"
          aria-haspopup="dialog"
          aria-current={rest.some(({ name }) => name === current) ? 'true' : undefined}
          onClick={() => {
            open.value = true;
          }}
        >
          <Dots />
          {zhStaff.navigation.more}
        </button>
      </nav>
      {open.value && (
        <Dialog title={zhStaff.navigation.more} onDismiss={close}>
          <nav class="nav-sheet" aria-label={zhStaff.navigation.more}>
            {rest.map((section) => (
              <Link key={section.name} section={section} current={current} onTap={close} />
            ))}
          </nav>
          <div class="form-actions">
            <Button look="quiet" onTap={() => sessions.leave()}>
              {zhStaff.navigation.signOut}
            </Button>
            <Button onTap={close}>{zhStaff.common.close}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

interface LinkProps {
  section: Section;
  current: string;
  look?: string;
  onTap?: () => void;
}

function Link({ section, current, look = '', onTap }: LinkProps) {
  const { name, icon: Icon } = section;
  const shorts: Partial<Record<Section['name'], string>> = zhStaff.shortSections;
  const short = shorts[name];
  return (
    <a
      class={`nav-link ${look}`}
      href={`#/${name}`}
      aria-current={name === current ? 'page' : undefined}
      onClick={onTap}
    >
      <Icon />
      <span class="nav-name">{zhStaff.sections[name]}</span>
      {short && <span class="nav-short">{short}</span>}
    </a>
  );
}
