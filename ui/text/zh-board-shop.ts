// Words of the shop's corner on the board; they come with it, not with the board.
import type { Platform } from '../../server/modules/livestream/schema.ts';

export const zhBoardShop = {
  title: '创富工坊直播',
  explaining: '正在讲解',
  paused: '主播休息一会儿，马上回来',
  live: {
    local: '正在直播',
    douyin: '正在抖音直播',
    channels: '正在视频号直播',
    other: '正在别的平台直播',
  } satisfies Record<Platform, string>,
  hosts: (hosts: readonly string[]) => `主播 ${hosts.join('、')}`,
  flash: '限时价',
  per: (price: string, unit: string) => `${price}/${unit}`,
  left: (left: number, unit: string) => `还剩 ${left} ${unit}`,
  soldOut: '卖完了',
  reserve: '到触摸屏上看货、预订',
};
