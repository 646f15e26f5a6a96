import { type Control, openControl } from './control.ts';
import { openManaged } from './managed-console.ts';
import { type OtherSide, openOtherSide } from './other-side.ts';
import type { Place } from './place.ts';
import type { SandboxReady } from './setting.ts';
import { openTiger } from './tiger-console.ts';
import type { Timescale } from './timescale.ts';

/** Timescale and the cloud around the bot, as people there have them before them. */
export interface World {
  readonly place: Place;
  readonly control: Control;
  readonly timescale: Timescale;
  readonly otherSide: OtherSide;
}

export const openWorld = (ready: SandboxReady, place: Place): World => {
  const control = openControl(ready.urls.control);
  return {
    place,
    control,
    timescale: place.product === 'tiger' ? openTiger(ready, control, place) : openManaged(control, place),
    otherSide: openOtherSide(control, place.cloud),
  };
};
