CREATE TABLE `restores` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`taken_at` integer NOT NULL,
	`restored_at` integer
);
--> statement-breakpoint
CREATE INDEX `peerings_pending` ON `peerings` (`state_since`) WHERE "peerings"."state" = 'pending-peer';