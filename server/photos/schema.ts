// How a photo can be refused.
export const photoRefusals = {
  /** Not a JPEG, PNG or WebP picture, or not a whole one. */
  PHOTO_UNREADABLE: 400,
  /** More than 40 megapixels, or packed so that it becomes so. */
  PHOTO_TOO_LARGE: 413,
  /** Others are being looked at; try again. */
  PHOTOS_BUSY: 503,
  /** What is kept for photos is full. */
  PHOTOS_FULL: 507,
  PHOTO_NOT_FOUND: 404,
} as const;
export type PhotoRefusal = keyof typeof photoRefusals;
