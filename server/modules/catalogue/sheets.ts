// The catalogue as a spreadsheet shows it: which sheets, which columns, what a cell may say. Export writes it, import reads
// the same.
import type { Column, SheetShape } from '../../sheets/sheet-shape.ts';

const id: Column = { heading: '编号', width: 18, hint: '机器用的，新加的不用填，已有的不要改。' };
const retired: Column = { heading: '停办', width: 8, hint: '不再办的写“是”，其余空着。' };
const itemId: Column = { heading: '事项编号', width: 18, hint: '可以不填，写了事项名称就行。' };

export const SHEETS = {
  departments: {
    name: '部门',
    columns: {
      id,
      name: { heading: '名称', width: 20, hint: '最多 40 个字。', needed: true },
      contact: {
        heading: '联系方式',
        width: 40,
        hint: '印在清单上，比如：二楼 203，电话 022-1234。',
      },
      retired,
    },
  },
  items: {
    name: '事项',
    columns: {
      id,
      name: { heading: '名称', width: 28, hint: '最多 40 个字，不能重名。', needed: true },
      department: { heading: '部门', width: 20, hint: '部门表里的名称。', needed: true },
      prefix: { heading: '号码字母', width: 10, hint: '一个大写字母，比如 A。', needed: true },
      windows: { heading: '窗口', width: 12, hint: '窗口号，几个用顿号隔开，比如：1、2。' },
      general: { heading: '综合窗口', width: 10, hint: '不知道办哪项时去的那一个写“是”。' },
      minutes: { heading: '办理分钟', width: 10, hint: '在窗口大约办几分钟，不填算 8 分钟。' },
      promisedDays: { heading: '承诺工作日', width: 12, hint: '几个工作日办完，当场办的空着。' },
      note: { heading: '说明', width: 40, hint: '谁能办、收不收费，最多 200 个字。' },
      retired,
    },
  },
  materials: {
    name: '所需材料',
    columns: {
      itemId,
      item: { heading: '事项', width: 28, hint: '事项表里的名称，一份材料一行。', needed: true },
      name: { heading: '材料', width: 32, hint: '最多 40 个字。', needed: true },
      note: { heading: '说明', width: 40, hint: '几份、原件还是复印件，最多 80 个字。' },
      always: { heading: '必带', width: 8, hint: '不是人人都要的写“否”，其余空着。' },
    },
  },
  packages: {
    name: '一件事',
    columns: {
      id,
      name: { heading: '名称', width: 28, hint: '有几个事项就写几行，名称都写上。', needed: true },
      itemId,
      item: {
        heading: '事项',
        width: 28,
        hint: '事项表里的名称，至少两个，按办的顺序。',
        needed: true,
      },
      note: { heading: '说明', width: 40, hint: '写在第一行就行。' },
      retired,
    },
  },
} as const satisfies Readonly<Record<string, SheetShape>>;
export type SheetKey = keyof typeof SHEETS;

export const windowsText = (windows: readonly number[]) => windows.join('、');
