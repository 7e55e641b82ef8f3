// Visible strings of whatever staff import from a spreadsheet.

export const zhImport = {
  title: '导入',
  working: '正在生成',
  downloaded: (file: string) => `${file} 已下载。`,
  broken: '下载中断，请再试一次。',
  choose: '选一个表格（.xlsx）',
  checking: (file: string) => `正在检查 ${file}…`,
  again: '再检查一遍',
  faults: (count: number) => `有 ${count} 处不对，什么都没有导入。请在表格里改好，再选一次。`,
  faultsCaption: '哪里不对',
  faultsMore: (shown: number) => `只列出前 ${shown} 处，先改这些。`,
  faultColumns: { sheet: '表', row: '行', column: '列', says: '哪里不对' },
  row: (row: number) => `第 ${row} 行`,
  nothing: '表格和现在的一样，没有要改的。',
  lines: (count: number, unchanged: number) =>
    unchanged === 0 ? `会改 ${count} 处。` : `会改 ${count} 处，另外 ${unchanged} 处和现在一样。`,
  retiring: (count: number) => `注意：会停办 ${count} 处。`,
  linesCaption: '会改什么',
  lineColumns: { what: '做什么', sheet: '表', name: '名称', details: '改成什么' },
  what: { added: '新加', changed: '修改', retired: '停办', broughtBack: '恢复' },
  confirm: '导入这些改动',
  drop: '不导入',
} as const;
