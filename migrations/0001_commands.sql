CREATE TABLE `home_viewers` (
	`user_id` text PRIMARY KEY NOT NULL,
	`opened_at` integer NOT NULL,
	`shown` text,
	`look_again_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `service_moves` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer NOT NULL,
	`project` text NOT NULL,
	`service_id` text NOT NULL,
	`service_name` text NOT NULL,
	`region` text NOT NULL,
	`from_place` text,
	`to_place` text,
	`here_place` text,
	`state` text NOT NULL,
	`legs` text NOT NULL,
	`before` text NOT NULL,
	`after` text,
	`names` text NOT NULL,
	`failure` text,
	`trouble` text,
	`state_since` integer NOT NULL,
	`strange_since` integer,
	`slow_told` integer DEFAULT false NOT NULL,
	`look_again_at` integer,
	`version` integer DEFAULT 0 NOT NULL,
	`claimed_by` text,
	`claimed_until` integer,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `moves_due` ON `service_moves` (`look_again_at`) WHERE "service_moves"."look_again_at" is not null;--> statement-breakpoint
CREATE INDEX `moves_request` ON `service_moves` (`request_id`);--> statement-breakpoint
CREATE INDEX `moves_service` ON `service_moves` (`project`,`service_id`);--> statement-breakpoint
CREATE TABLE `services` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`provider_id` text NOT NULL,
	`name` text NOT NULL,
	`region` text NOT NULL,
	`state` text NOT NULL,
	`raw_status` text NOT NULL,
	`vpc_provider_id` text,
	`endpoints` text NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `services_provider` ON `services` (`project`,`provider_id`);--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`project` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_place` ON `subscriptions` (`channel`,`project`);--> statement-breakpoint
CREATE TABLE `__new_peerings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer,
	`vpc_id` integer NOT NULL,
	`peer` text NOT NULL,
	`peer_ranges` text NOT NULL,
	`state` text NOT NULL,
	`known_state` text,
	`raw_status` text,
	`provider_id` text,
	`provisioned_id` text,
	`message` text,
	`intent` text,
	`state_since` integer NOT NULL,
	`expires_at` integer,
	`missing_since` integer,
	`reminders` integer DEFAULT 0 NOT NULL,
	`said_accepted` text,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`vpc_id`) REFERENCES `vpcs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_peerings`("id", "request_id", "vpc_id", "peer", "peer_ranges", "state", "raw_status", "provider_id", "provisioned_id", "message", "intent", "state_since", "expires_at", "missing_since") SELECT "id", "request_id", "vpc_id", "peer", "peer_ranges", "state", "raw_status", "provider_id", "provisioned_id", "message", "intent", "state_since", "expires_at", "missing_since" FROM `peerings`;--> statement-breakpoint
DROP TABLE `peerings`;--> statement-breakpoint
ALTER TABLE `__new_peerings` RENAME TO `peerings`;--> statement-breakpoint
CREATE INDEX `peerings_vpc` ON `peerings` (`vpc_id`);--> statement-breakpoint
CREATE INDEX `peerings_request` ON `peerings` (`request_id`);--> statement-breakpoint
CREATE TABLE `__new_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`channel` text NOT NULL,
	`requester_id` text NOT NULL,
	`ask` text DEFAULT '{"kind":"create"}' NOT NULL,
	`state` text NOT NULL,
	`vpc_id` integer,
	`origin_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`state_since` integer NOT NULL,
	`version` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_requests`("id", "project", "channel", "requester_id", "state", "vpc_id", "origin_key", "created_at", "state_since") SELECT "id", "project", "channel", "requester_id", "state", "vpc_id", "origin_key", "created_at", "state_since" FROM `requests`;--> statement-breakpoint
DROP TABLE `requests`;--> statement-breakpoint
ALTER TABLE `__new_requests` RENAME TO `requests`;--> statement-breakpoint
CREATE UNIQUE INDEX `requests_origin` ON `requests` (`origin_key`);--> statement-breakpoint
CREATE INDEX `requests_vpc` ON `requests` (`vpc_id`);--> statement-breakpoint
CREATE INDEX `requests_project` ON `requests` (`project`,`state`);--> statement-breakpoint
ALTER TABLE `notices` ADD `lane` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `refusal` text;--> statement-breakpoint
ALTER TABLE `project_looks` ADD `plan` text;--> statement-breakpoint
ALTER TABLE `quota_increases` ADD `wanted_limit` integer;--> statement-breakpoint
ALTER TABLE `quota_increases` ADD `break_glass` text;--> statement-breakpoint
ALTER TABLE `quota_increases` ADD `reminders` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `quota_increases` ADD `look_again_at` integer;--> statement-breakpoint
CREATE INDEX `quota_due` ON `quota_increases` (`look_again_at`) WHERE "quota_increases"."look_again_at" is not null;--> statement-breakpoint
ALTER TABLE `vpcs` ADD `known_since` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `vpcs` ADD `hurried_at` integer;--> statement-breakpoint
UPDATE `vpcs` SET `known_since` = `state_since`;--> statement-breakpoint
UPDATE `quota_increases` SET `look_again_at` = `asked_at` WHERE `state` = 'asked';
