/** `new`: a group or rule that lets only this out. `existing`: one rule more. `leave`: look whether it gets out already. */
export const SECURITY_CHOICES = ['new', 'existing', 'leave'] as const;
export type SecurityChoice = (typeof SECURITY_CHOICES)[number];
