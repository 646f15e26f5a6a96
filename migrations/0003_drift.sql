PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer,
	`project` text,
	`body` text NOT NULL,
	`lane` text,
	`created_at` integer NOT NULL,
	`claimed_by` text,
	`claimed_until` integer,
	`unsure_since` integer,
	`looks` integer DEFAULT 0 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`refusal` text,
	`not_before` integer DEFAULT 0 NOT NULL,
	`said_at` integer,
	`channel` text,
	`ts` text,
	`file_id` text,
	`live` integer NOT NULL,
	`shown` text,
	`shown_version` integer,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_notices`("id", "request_id", "project", "body", "lane", "created_at", "claimed_by", "claimed_until", "unsure_since", "looks", "tries", "refusal", "not_before", "said_at", "channel", "ts", "file_id", "live", "shown", "shown_version") SELECT "id", "request_id", null, "body", "lane", "created_at", "claimed_by", "claimed_until", "unsure_since", "looks", "tries", "refusal", "not_before", "said_at", "channel", "ts", null, "live", "shown", "shown_version" FROM `notices`;--> statement-breakpoint
DROP TABLE `notices`;--> statement-breakpoint
ALTER TABLE `__new_notices` RENAME TO `notices`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `notices_unsaid` ON `notices` (`request_id`,`id`) WHERE "notices"."said_at" is null;--> statement-breakpoint
CREATE INDEX `notices_request` ON `notices` (`request_id`);--> statement-breakpoint
CREATE INDEX `notices_project` ON `notices` (`project`) WHERE "notices"."project" is not null;--> statement-breakpoint
ALTER TABLE `services` ADD `ha_replicas` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `vpcs` ADD `peerings_seen_at` integer;