// 办事事项: what the hall does, in five parts. What anybody changes is here at once.
import { useEffect } from 'preact/hooks';
import type { WholeCatalogue } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { mayUse, useSession, useStaff } from '../staff.ts';
import { type PartProps, useChanging } from './changing.ts';
import { Departments } from './departments.tsx';
import { Hours } from './hours.tsx';
import { Items } from './items.tsx';
import { Packages } from './packages.tsx';
import { Spreadsheet } from './spreadsheet.tsx';
import './catalogue.css';

const text = zhCatalogue.parts;
const PARTS = {
  items: Items,
  packages: Packages,
  departments: Departments,
  hours: Hours,
  spreadsheet: Spreadsheet,
} as const;
type PartName = keyof typeof PARTS;
const names = Object.keys(PARTS) as PartName[];

export function CatalogueSection() {
  const { live, router } = useStaff();
  const session = useSession();
  const whole = useResource<WholeCatalogue>('/api/catalogue');
  const changing = useChanging(whole.reload);
  const pushed = live.slices.catalogue.value;
  useEffect(() => {
    if (pushed) whole.reload();
  }, [pushed, whole]);
  const mayEdit = mayUse(session, ['editor', 'manager', 'admin']);
  const offered = names.filter((name) => mayEdit || name !== 'spreadsheet');
  const asked = router.route.value.query.get('part');
  const shown = offered.find((name) => name === asked) ?? 'items';
  const catalogue = whole.value.value;
  return (
    <>
      <nav class="catalogue-parts" aria-label={text.label}>
        {offered.map((name) => (
          <Button
            key={name}
            pressed={name === shown}
            onTap={() => {
              changing.command.clear();
              router.setQuery({ part: name });
            }}
          >
            {text[name]}
          </Button>
        ))}
      </nav>
      {!mayEdit && <p class="quiet">{zhCatalogue.readOnly}</p>}
      {whole.failure.value && <LoadFailed failure={whole.failure.value} again={whole.reload} />}
      {!catalogue && !whole.failure.value && <Loading />}
      {catalogue && <Part name={shown} {...{ catalogue, changing, mayEdit }} />}
    </>
  );
}

function Part({ name, ...props }: PartProps & { name: PartName }) {
  const Shown = PARTS[name];
  return <Shown {...props} />;
}
