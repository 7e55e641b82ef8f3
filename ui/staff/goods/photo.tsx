// A product's photo; without one a plain tile with the first character of its name.
import { zhGoods } from '../../text/zh-goods.ts';

export function photoPath(id: string, size: 'small' | 'large'): string {
  return `/api/workshop/photos/${id}?size=${size}`;
}

export function Cover({ title, photoIds }: { title: string; photoIds: readonly string[] }) {
  const [cover] = photoIds;
  if (cover === undefined) {
    return (
      <span class="goods-photo goods-tile" aria-hidden="true">
        {[...title][0] ?? ''}
      </span>
    );
  }
  return (
    <img
      class="goods-photo"
      src={photoPath(cover, 'small')}
      alt={zhGoods.photos.of(title)}
      loading="lazy"
    />
  );
}
