// 表格导入: the catalogue as a spreadsheet, out and in again; taken back as one.
import { useSignal } from '@preact/signals';
import { toast } from '../../kit/notice.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { zhImport } from '../../text/zh-import.ts';
import { Downloads, ImportFile } from '../parts/spreadsheet.tsx';
import { useUndoing } from '../parts/undoing.ts';

const text = zhCatalogue.spreadsheet;
const IMPORT = '/api/catalogue/import';
const FILES = [
  { path: '/api/catalogue/export', label: text.export },
  { path: '/api/catalogue/template', label: text.template },
] as const;

type Missing = 'keep' | 'retire';

export function Spreadsheet() {
  const undoing = useUndoing();
  const missing = useSignal<Missing>('keep');
  return (
    <div class="part">
      <p>{text.intro}</p>
      <Downloads files={FILES} />
      <section class="panel">
        <h2>{zhImport.title}</h2>
        <fieldset class="catalogue-list">
          <legend>{text.missing}</legend>
          {(['keep', 'retire'] as const).map((name) => (
            <label class="check" key={name}>
              <input
                type="radio"
                name="missing"
                checked={missing.value === name}
                onChange={() => {
                  missing.value = name;
                }}
              />
              <span>{text[name]}</span>
            </label>
          ))}
        </fieldset>
        <ImportFile
          path={IMPORT}
          query={`?missing=${missing.value}`}
          tooLarge={text.tooLarge}
          onImported={(importId, count) => {
            const path = `${IMPORT}/${encodeURIComponent(importId)}/withdrawal`;
            toast('good', text.confirmed(count), undoing(path, {}));
          }}
        />
      </section>
    </div>
  );
}
