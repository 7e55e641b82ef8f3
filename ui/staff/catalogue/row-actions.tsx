// What every row of the catalogue offers: change it, take it off, bring it back.
import { Button } from '../../kit/button.tsx';
import { zhCatalogue as text } from '../../text/zh-catalogue.ts';
import { Tag } from '../parts/notes.tsx';

export interface RowActionsProps {
  entity: { name: string; retired: boolean };
  onEdit: () => void;
  onRetire: (retired: boolean) => void;
}

export function RowActions({ entity: { name, retired }, onEdit, onRetire }: RowActionsProps) {
  return (
    <span class="row-actions">
      {!retired && (
        <Button label={text.editOf(name)} onTap={onEdit}>
          {text.edit}
        </Button>
      )}
      {retired ? (
        <Button label={text.bringBackOf(name)} onTap={() => onRetire(false)}>
          {text.bringBack}
        </Button>
      ) : (
        <Button label={text.retireOf(name)} onTap={() => onRetire(true)}>
          {text.retire}
        </Button>
      )}
    </span>
  );
}

export function StateTag({ retired, served = true }: { retired: boolean; served?: boolean }) {
  if (retired) return <Tag tone="plain">{text.off}</Tag>;
  return <Tag tone={served ? 'good' : 'trouble'}>{served ? text.onOffer : text.unserved}</Tag>;
}
