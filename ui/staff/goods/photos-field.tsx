// The photos of a product: taken or chosen, sent one after another, put in order, taken off.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { upload } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { zhGoods } from '../../text/zh-goods.ts';
import { moved, without } from '../catalogue/ordered-row.tsx';
import { failureText } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { photoPath } from './photo.tsx';
import { shrunkPhoto } from './shrink-photo.ts';

const text = zhGoods.photos;
const MOST = 8;
/** Named, so that a phone hands over a JPEG of what it keeps in a format of its own. */
const ACCEPT = 'image/jpeg,image/png,image/webp';

export interface PhotosFieldProps {
  photoIds: readonly string[];
  /** Saving was tried before all of them were there. */
  waits: boolean;
  onChange: (change: (photoIds: readonly string[]) => string[]) => void;
  onUploading: (uploading: boolean) => void;
}

export function PhotosField({ photoIds, waits, onChange, onUploading }: PhotosFieldProps) {
  const progress = useSignal<{ place: number; count: number } | null>(null);
  const failed = useSignal<readonly string[]>([]);
  const { sessions } = useStaff();

  async function add(files: readonly File[]): Promise<void> {
    failed.value = [];
    onUploading(true);
    for (const [index, file] of files.entries()) {
      progress.value = { place: index + 1, count: files.length };
      const outcome = await upload<{ id: string }>(
        '/api/workshop/photos',
        await shrunkPhoto(file),
        'application/octet-stream',
      );
      if (outcome.ok) {
        const { id } = outcome.reply;
        onChange((ids) => (ids.includes(id) ? [...ids] : [...ids, id].slice(0, MOST)));
      } else {
        failed.value = [...failed.value, text.failed(file.name, failureText(outcome.failure))];
        sessions.noticed(outcome.failure);
      }
    }
    progress.value = null;
    onUploading(false);
  }
  const now = progress.value;
  const free = MOST - photoIds.length;
  return (
    <fieldset class="goods-fields">
      <legend>{text.label}</legend>
      <p class="field-hint">{free > 0 ? text.hint : text.full}</p>
      <ol class="goods-photos">
        {photoIds.map((id, place) => (
          <li key={id}>
            <img class="goods-photo" src={photoPath(id, 'small')} alt={text.place(place + 1)} />
            <Button
              label={text.forwardOf(place + 1)}
              disabled={place === 0}
              onTap={() => onChange((ids) => moved(ids, place, place - 1))}
            >
              {text.forward}
            </Button>
            <Button
              look="quiet"
              label={text.removeOf(place + 1)}
              onTap={() => onChange((ids) => without(ids, place))}
            >
              {text.remove}
            </Button>
          </li>
        ))}
      </ol>
      <div class="toolbar">
        <Chooser
          label={text.takeLabel}
          capture
          disabled={now !== null || free === 0}
          onFiles={(files) => void add(files.slice(0, free))}
        >
          {text.take}
        </Chooser>
        <Chooser
          label={text.chooseLabel}
          disabled={now !== null || free === 0}
          onFiles={(files) => void add(files.slice(0, free))}
        >
          {text.choose}
        </Chooser>
        <span role="status">{now && text.uploading(now.place, now.count)}</span>
      </div>
      {failed.value.map((says) => (
        <p class="field-error" role="alert" key={says}>
          {says}
        </p>
      ))}
      {waits && (
        <p class="field-error" role="alert">
          {text.waits}
        </p>
      )}
    </fieldset>
  );
}

interface ChooserProps {
  label: string;
  /** Opens the camera of a phone at once. */
  capture?: boolean;
  disabled: boolean;
  onFiles: (files: File[]) => void;
  children: string;
}

function Chooser({ label, capture, disabled, onFiles, children }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        multiple={!capture}
        {...(capture && { capture: 'environment' as const })}
        class="hidden"
        tabIndex={-1}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button disabled={disabled} onTap={() => input.current?.click()}>
        {children}
      </Button>
    </>
  );
}
