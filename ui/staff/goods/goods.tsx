// 商品: what the shop 创富工坊 sells, by hand and by spreadsheet. Prices, states and stock are here the moment anybody changes them.
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhGoods } from '../../text/zh-goods.ts';
import { zhImport } from '../../text/zh-import.ts';
import { Loading } from '../parts/notes.tsx';
import { Downloads, ImportFile } from '../parts/spreadsheet.tsx';
import { useStaff } from '../staff.ts';
import { GoodsList } from './goods-list.tsx';
import './goods.css';

const parts = ['list', 'spreadsheet'] as const;

export function GoodsSection() {
  const { live, router } = useStaff();
  const goods = live.slices.goods.value;
  const asked = router.route.value.query.get('part');
  const shown = parts.find((name) => name === asked) ?? 'list';
  return (
    <>
      <nav class="goods-parts" aria-label={zhGoods.parts.label}>
        {parts.map((name) => (
          <Button key={name} pressed={name === shown} onTap={() => router.setQuery({ part: name })}>
            {zhGoods.parts[name]}
          </Button>
        ))}
      </nav>
      {!goods && <Loading />}
      {goods && shown === 'list' && <GoodsList goods={goods.goods} />}
      {shown === 'spreadsheet' && <Spreadsheet />}
    </>
  );
}

const text = zhGoods.spreadsheet;
const FILES = [
  { path: '/api/workshop/goods/export', label: text.export },
  { path: '/api/workshop/goods/template', label: text.template },
] as const;

function Spreadsheet() {
  return (
    <div class="part">
      <p>{text.intro}</p>
      <Downloads files={FILES} />
      <section class="panel">
        <h2>{zhImport.title}</h2>
        <ImportFile
          path="/api/workshop/goods/import"
          tooLarge={text.tooLarge}
          onImported={(_id, count) => toast('good', text.confirmed(count))}
        />
      </section>
    </div>
  );
}
