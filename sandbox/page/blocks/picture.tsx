import type { Json } from '../../slack/json.ts';
import { asJson, asText, wordsOf } from '../read-json.ts';
import { Link } from '../text/link.tsx';

/** What needs no download. */
const INLINE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/;

const addressOf = (image: Json): string => {
  const file = asJson(image['slack_file']);
  return asText(image['image_url']) || asText(file['url']) || asText(file['id']);
};

/** The place of an image that stands elsewhere: this page loads nothing from anywhere. */
const Frame = ({ image }: { readonly image: Json }) => (
  <div class="block-frame">
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
      <path d="M3 5h22v18H3V5Zm0 14 7-7 6 6 3-3 6 6M18 11h.01" />
    </svg>
    <div>
      <div>{asText(image['alt_text']) || 'An image without a description'}</div>
      <small>
        Image at <Link url={addressOf(image)} />
      </small>
    </div>
  </div>
);

/** An image that a block holds, as an element or as itself. */
export const Picture = ({ image }: { readonly image: Json }) => {
  const title = wordsOf(image['title']);
  const address = addressOf(image);
  return (
    <figure class="block-picture">
      {title !== '' && <figcaption>{title}</figcaption>}
      {INLINE.test(address) ? <img src={address} alt={asText(image['alt_text'])} /> : <Frame image={image} />}
    </figure>
  );
};

/** An image among words: where it would have to be downloaded, what it shows is said instead. */
export const SmallPicture = ({ image }: { readonly image: Json }) => {
  const address = addressOf(image);
  const words = asText(image['alt_text']);
  return INLINE.test(address) ? (
    <img class="block-small-picture" src={address} alt={words} />
  ) : (
    <span class="block-no-picture" title={address}>
      {words === '' ? `Image at ${address}` : words}
    </span>
  );
};
