CREATE TABLE `completion_steps` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`completion_id` integer NOT NULL,
	`round` integer NOT NULL,
	`key` text NOT NULL,
	`change` text NOT NULL,
	`state` text NOT NULL,
	`made` text,
	`outcome` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`completion_id`) REFERENCES `completions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `steps_completion` ON `completion_steps` (`completion_id`);--> statement-breakpoint
CREATE TABLE `completions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`peering_id` integer NOT NULL,
	`request_id` integer NOT NULL,
	`state` text NOT NULL,
	`changes` text NOT NULL,
	`asked_by` text NOT NULL,
	`decided_by` text,
	`reason` text,
	`confirmed` text,
	`stop` text,
	`state_since` integer NOT NULL,
	`round` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`peering_id`) REFERENCES `peerings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `completions_peering` ON `completions` (`peering_id`);--> statement-breakpoint
CREATE TABLE `confirmed_accounts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`account_id` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `confirmed_account` ON `confirmed_accounts` (`project`,`account_id`);--> statement-breakpoint
CREATE TABLE `peer_sides` (
	`peering_id` integer PRIMARY KEY NOT NULL,
	`choice` text NOT NULL,
	`plan` text,
	`revision` integer DEFAULT 0 NOT NULL,
	`health` text,
	`ranges_at_first` text,
	`is_missing` integer DEFAULT false NOT NULL,
	`trouble` text,
	`plan_told` integer DEFAULT false NOT NULL,
	`refusal_told` text,
	`looked_at` integer,
	`look_again_at` integer,
	`version` integer DEFAULT 0 NOT NULL,
	`claimed_by` text,
	`claimed_until` integer,
	FOREIGN KEY (`peering_id`) REFERENCES `peerings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sides_due` ON `peer_sides` (`look_again_at`) WHERE "peer_sides"."look_again_at" is not null;