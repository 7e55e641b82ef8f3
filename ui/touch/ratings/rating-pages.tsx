// Which page of a rating is on. Everything behind this file is loaded when it is wanted.
import { BadRatingPage, RatedPage, RatePage, RatingPhonePage } from './rate.tsx';
import type { RatingProps } from './ratings.tsx';

export function RatingPages({ screen }: RatingProps) {
  switch (screen.name) {
    case 'rate':
      return <RatePage code={screen.code} items={screen.items} />;
    case 'badRating':
      return <BadRatingPage code={screen.code} grade={screen.grade} />;
    case 'ratingPhone':
      return <RatingPhonePage code={screen.code} grade={screen.grade} />;
    case 'rated':
      return <RatedPage said={screen.said} />;
    default:
      return null;
  }
}
