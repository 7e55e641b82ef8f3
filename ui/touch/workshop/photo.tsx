// A product's photo; without one, or when it does not come, a tile with the first character of its title.
import { useState } from 'preact/hooks';
import './photo.css';

export interface PhotoProps {
  id: string | undefined;
  title: string;
  size: 'small' | 'large';
}
export function Photo({ id, title, size }: PhotoProps) {
  const [missing, setMissing] = useState<string | null>(null);
  if (id === undefined || missing === id) {
    const [first = ''] = title;
    return (
      <span class="photo photo-none" aria-hidden="true">
        {first}
      </span>
    );
  }
  return (
    <img
      class="photo"
      src={`/api/workshop/photos/${id}?size=${size}`}
      // The title stands beside it.
      alt=""
      decoding="async"
      onError={() => setMissing(id)}
    />
  );
}
