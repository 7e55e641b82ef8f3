// What a county's hall does, for page tests: 53 items of 25 departments, 5 packages, names as long as they come.
import type {
  CatalogueSlice,
  Department,
  Material,
  ServiceItem,
} from '../../server/modules/catalogue/schema.ts';

const LONGEST = '农村集体经济组织成员家庭承包地经营权流转合同备案与农业生产设施用地登记一并办理';

/** Department → its items; the letter is that of their numbers. */
const HALL: readonly (readonly [letter: string, department: string, ...items: string[]])[] = [
  ['A', '民政', '高龄津贴申请', '低保申请', '临时救助申请', '困境儿童保障申请'],
  ['A', '残联', '残疾人证办理', '残疾人两项补贴申请'],
  ['B', '医保', '城乡居民医保参保', '异地就医备案', '医保关系转移'],
  ['B', '人社', '城乡居民养老保险参保', '失业登记', '就业困难人员认定', '社保卡办理'],
  ['B', '卫健', '生育登记', '独生子女父母奖励'],
  ['C', '村委会', '居住证明', '宅基地申请', '一般事务咨询'],
  ['C', '退役军人', '退役军人优待证申请', '优抚对象抚恤补助申请'],
  ['C', '公安', '户口迁移', '居住证办理'],
  ['D', '农业农村', '土地流转登记', '农机购置补贴申请', LONGEST],
  ['D', '林业', '林木采伐许可'],
  ['D', '水务', '取水许可', '自来水过户'],
  ['E', '市场监管', '个体户登记', '企业登记', '食品经营许可'],
  ['E', '税务', '税务登记信息确认', '发票领用', '社保费缴纳'],
  ['E', '发改', '企业投资项目备案', '节能审查'],
  ['E', '商务', '对外贸易经营者备案'],
  ['D', '自然资源', '不动产登记', '建设用地规划许可'],
  ['D', '住建', '公租房申请', '施工许可'],
  ['D', '城管', '户外招牌设置备案'],
  ['D', '交通运输', '道路运输经营许可'],
  ['C', '教体', '义务教育入学', '学生资助申请'],
  ['C', '文旅', '文化活动场地预约'],
  ['C', '司法', '法律援助申请', '公证咨询'],
  ['C', '党群服务', '组织关系转接', '流动党员报到', '志愿服务登记'],
  ['E', '电力', '低压用电新装'],
  ['E', '综合窗口', '不知道办哪项，先问一问'],
];
const PACKAGES: readonly (readonly [name: string, note: string, ...items: string[]])[] = [
  [
    '开办企业“一件事”',
    '新办的公司和个体户，一次填表，三个工作日以内办好。',
    '企业登记',
    '税务登记信息确认',
    '发票领用',
    '社保费缴纳',
    '食品经营许可',
  ],
  ['新生儿出生“一件事”', '', '生育登记', '户口迁移', '城乡居民医保参保', '社保卡办理'],
  ['企业投资“一件事”', '', '企业投资项目备案', '节能审查', '建设用地规划许可', '施工许可'],
  ['退役军人返乡“一件事”', '', '退役军人优待证申请', '户口迁移', '失业登记', '组织关系转接'],
  ['困难家庭救助“一件事”', '', '低保申请', '临时救助申请', '学生资助申请', '公租房申请'],
];
const CARD: Material = { name: '身份证', note: '原件和复印件各 1 份', always: true };
const BOOK: Material = { name: '户口簿', note: '全家人的都要', always: true };
const MATERIALS: Readonly<Record<string, readonly Material[]>> = {
  高龄津贴申请: [
    CARD,
    BOOK,
    { name: '银行卡', note: '本人的，一类卡', always: true },
    { name: '一寸照片', note: '', always: true },
    { name: '委托书', note: '别人代办的才要', always: false },
  ],
  企业登记: [
    CARD,
    { name: '住所证明', note: '房产证复印件，租的带租房合同', always: true },
    { name: '公司章程', note: '', always: true },
  ],
  食品经营许可: [
    { ...CARD, note: '法定代表人的' },
    { name: '从业人员健康证明', note: '', always: true },
    { name: '食品安全管理制度', note: '', always: true },
  ],
  [LONGEST]: Array.from({ length: 30 }, (_, index) => ({
    name: `${index === 0 ? '集体经济组织成员代表会议同意流转并报乡镇人民政府审核的会议记录和签到表' : '第'}${index + 1}份材料`,
    note:
      index % 3 === 0 ? '由村民委员会盖章，会议记录要有三分之二以上的成员代表签字，原件 1 份' : '',
    always: index % 4 !== 3,
  })),
  '不知道办哪项，先问一问': [],
};
const NOTES: Readonly<Record<string, string>> = {
  高龄津贴申请: '年满 80 岁的老人都可以申请，不收钱。',
  低保申请: '全家人均收入低于当地最低生活保障标准的，都可以申请，不收钱。'.repeat(6),
};
/** No window can serve it. */
const UNSERVED = ['土地流转登记', '施工许可'];
/** Nobody is behind its windows now. */
const SHUT = ['林业', '电力'];

const idOf = (kind: string, index: number) => `${kind}-${index + 1}`;

export function fakeCatalogue(): CatalogueSlice {
  const departments: Department[] = HALL.map(([, name], index) => ({
    id: idOf('dep', index),
    name,
    contact: index % 3 === 2 ? '' : `${name}窗口，二楼 2${String(index).padStart(2, '0')} 室`,
    retired: false,
  }));
  const items = HALL.flatMap(([prefix, , ...names], index) =>
    names.map((name) => ({ name, prefix, departmentId: idOf('dep', index) })),
  ).map(
    ({ name, prefix, departmentId }, index): ServiceItem => ({
      id: idOf('item', index),
      name,
      departmentId,
      prefix,
      windows: UNSERVED.includes(name) ? [] : [(index % 6) + 1],
      general: departmentId === idOf('dep', HALL.length - 1),
      minutes: 8,
      promisedDays: index % 4 === 3 ? null : (index % 20) + 1,
      note: NOTES[name] ?? '',
      materials: [...(MATERIALS[name] ?? [CARD, BOOK])],
      retired: false,
    }),
  );
  const packages = PACKAGES.map(([name, note, ...names], index) => ({
    id: idOf('package', index),
    name,
    note,
    itemIds: names.map((wanted) => items.find((item) => item.name === wanted)?.id ?? ''),
    retired: false,
  }));
  return { departments, items, packages, hours: null };
}

/** Whether somebody is behind its windows in this morning's hall. */
export function isOpen(item: ServiceItem, { departments }: CatalogueSlice): boolean {
  const department = departments.find(({ id }) => id === item.departmentId)?.name ?? '';
  return item.windows.length > 0 && !SHUT.includes(department);
}
