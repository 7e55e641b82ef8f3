// Visible strings of 共富账单. Amounts stand with their unit; what came back is below zero and says why.

export const zhShares = {
  presets: { today: '今天', month: '本月', lastMonth: '上月' },
  range: (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`),
  bill: {
    caption: '每个村、每一户分到多少',
    name: '名称',
    amount: '金额',
    villages: '村和农户',
    coops: '合作社',
    hosts: '主播',
    committee: '共同留用',
    total: '总计',
    households: (count: number) => `${count} 户`,
    entriesOf: (name: string) => `看 ${name} 的明细`,
    empty: '这几天没有要分的钱。',
    emptyHint: '有人付了款，这里马上就有；换个日期看看。',
    refunds:
      '退货按退的那天扣回。以前已经结算、发放的账不改，从退货那天所在的一期里扣；不够扣的，结转到下一期。',
  },
  check: {
    right: (paid: string, refunded: string, total: string) =>
      `核对无误：收款 ${paid}，退款 ${refunded}，分账总计 ${total}。`,
    wrong: (paid: string, refunded: string, total: string, differs: string) =>
      `对不上：收款 ${paid}，退款 ${refunded}，分账总计 ${total}，相差 ${differs}。请先不要发放，联系技术人员。`,
  },
  exports: {
    text: '文件里有汇总和每一笔明细，有户名。谁下载过会记下来。',
    done: (file: string) => `${file} 已下载。里面有户名，请妥善保管。`,
  },
  printWall: '打印张贴',
  slip: {
    print: '打小票',
    printOf: (name: string) => `打小票：${name}`,
    queued: '已排上，小票马上出来。',
  },
  entries: {
    back: '回到账单',
    caption: (name: string) => `${name} 的明细`,
    none: '这几天这里没有账。',
    columns: { day: '日期', what: '商品', order: '订单', amount: '金额' },
    reversal: '退货冲回',
    sum: (amount: string) => `这段时间一共 ${amount}。`,
    damaged: '存储有损坏，下面可能少了几笔；上面的合计不受影响。请联系技术人员。',
  },
  wall: {
    printed: (day: string) => `${day} 公布`,
    note: '户名以商品上写的产地为准。对不上的，请到党群服务中心来问。',
  },
  settlements: {
    title: '结算',
    text: '按时间一期一期结算：先起草，核对无误后确认，发放完了再登记。起草以后这一期的金额就不变了。',
    empty: '还没有结算过。',
    allDone: (day: string) => `到 ${day} 为止的账都已经结算。`,
    notYet: '今天的账要等今天结束以后才能结算。',
    from: '从哪天',
    to: '到哪天',
    draft: '起草结算',
    drafted: '已起草，请核对。',
    states: {
      draft: '等核对',
      confirmed: '已确认，等发放',
      paid: '已发放',
      withdrawn: '已撤回',
    },
    steps: { draft: '起草', confirmed: '确认', paid: '登记发放', withdrawn: '撤回' },
    step: (who: string, what: string, when: string) => `${when} ${who} ${what}`,
    reason: (reason: string) => `，原因：${reason}`,
    nobody: '机器',
    alone: '起草和确认是同一个人。',
    sums: {
      pay: '发放',
      earned: '本期',
      brought: '上期结转',
      carried: '结转下期',
    },
    show: (range: string) => `看名单：${range}`,
    hide: '收起名单',
    showShort: '看名单',
    lines: (range: string) => `${range} 的名单`,
    columns: {
      name: '名称',
      earned: '本期',
      brought: '上期结转',
      pay: '发放',
      carried: '结转下期',
    },
    next: { draft: '核对无误，确认', confirmed: '已经发放' },
    moved: {
      confirmed: '已确认。',
      paid: '已登记发放。',
      withdrawn: '已撤回，这几天可以重新结算。',
    },
    ask: {
      confirmed: {
        title: '这一期核对无误吗？',
        text: (accounts: number, amount: string) => `一共 ${accounts} 个账户，要发放 ${amount}。`,
        submit: '确认',
      },
      paid: {
        title: '钱都发放了吗？',
        text: (accounts: number, amount: string) =>
          `一共 ${accounts} 个账户，发放 ${amount}。登记以后不能撤回。`,
        submit: '都发放了',
      },
      withdrawn: {
        title: '撤回这一期吗？',
        text: () => '名单和金额留着备查，这几天可以重新结算。',
        submit: '撤回',
      },
    },
    withdraw: '撤回',
    reasonLabel: '为什么撤回',
    reasonHint: '写清楚为什么，至少两个字，最多 80 个字。会一直留着。',
  },
} as const;
