ALTER TABLE `notices` ADD `behind` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_behind` ON `notices` (`request_id`) WHERE "notices"."behind" = 1;--> statement-breakpoint
CREATE INDEX `notices_lane` ON `notices` (`lane`) WHERE "notices"."lane" is not null;--> statement-breakpoint
ALTER TABLE `peerings` ADD `side_known` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `peerings` ADD `peer_key` text GENERATED ALWAYS AS (case json_extract("peer", '$.kind')
  when 'aws' then 'aws/' || json_extract("peer", '$.accountId') || '/' || json_extract("peer", '$.region') || '/' || json_extract("peer", '$.vpcId')
  when 'google' then 'google/' || json_extract("peer", '$.projectId') || '/' || json_extract("peer", '$.network')
  else 'azure/' || json_extract("peer", '$.subscriptionId') || '/' || json_extract("peer", '$.resourceGroup') || '/' || json_extract("peer", '$.vnet') end) VIRTUAL;--> statement-breakpoint
CREATE INDEX `peerings_peer` ON `peerings` (`peer_key`);--> statement-breakpoint
CREATE INDEX `peerings_sideless` ON `peerings` (`peer_key`) WHERE "peerings"."side_known" = 0;--> statement-breakpoint
CREATE INDEX `completions_asked` ON `completions` (`id`) WHERE "completions"."state" = 'asked';--> statement-breakpoint
CREATE INDEX `requests_requester` ON `requests` (`requester_id`,`state`);--> statement-breakpoint
-- A migration that builds one of these tables anew has to make its triggers anew.
UPDATE `notices` SET `behind` = 1 WHERE `live` = 1 AND `ts` IS NOT NULL AND coalesce((SELECT r.`version` + coalesce(v.`version`, 0) + coalesce((SELECT m.`version` FROM `service_moves` m WHERE m.`request_id` = r.`id`), 0) FROM `requests` r LEFT JOIN `vpcs` v ON v.`id` = r.`vpc_id` WHERE r.`id` = `notices`.`request_id`), -1) > coalesce(`shown_version`, -1);--> statement-breakpoint
UPDATE `peerings` SET `side_known` = 1 WHERE `id` IN (SELECT `peering_id` FROM `peer_sides`);--> statement-breakpoint
CREATE TRIGGER `behind_vpc` AFTER UPDATE OF `version` ON `vpcs` WHEN NEW.`version` > OLD.`version` BEGIN
  UPDATE `notices` SET `behind` = 1 WHERE `request_id` IN (SELECT `id` FROM `requests` WHERE `vpc_id` = NEW.`id`) AND `live` = 1 AND `ts` IS NOT NULL;
END;--> statement-breakpoint
CREATE TRIGGER `behind_request` AFTER UPDATE OF `version`, `vpc_id` ON `requests` WHEN NEW.`version` > OLD.`version` OR NEW.`vpc_id` IS NOT OLD.`vpc_id` BEGIN
  UPDATE `notices` SET `behind` = 1 WHERE `request_id` = NEW.`id` AND `live` = 1 AND `ts` IS NOT NULL;
END;--> statement-breakpoint
CREATE TRIGGER `behind_move` AFTER UPDATE OF `version` ON `service_moves` WHEN NEW.`version` > OLD.`version` BEGIN
  UPDATE `notices` SET `behind` = 1 WHERE `request_id` = NEW.`request_id` AND `live` = 1 AND `ts` IS NOT NULL;
END;--> statement-breakpoint
CREATE TRIGGER `behind_shown` AFTER UPDATE OF `ts`, `shown_version` ON `notices` WHEN NEW.`live` = 1 BEGIN
  UPDATE `notices` SET `behind` = (NEW.`ts` IS NOT NULL AND coalesce((SELECT r.`version` + coalesce(v.`version`, 0) + coalesce((SELECT m.`version` FROM `service_moves` m WHERE m.`request_id` = r.`id`), 0) FROM `requests` r LEFT JOIN `vpcs` v ON v.`id` = r.`vpc_id` WHERE r.`id` = NEW.`request_id`), -1) > coalesce(NEW.`shown_version`, -1)) WHERE `id` = NEW.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `side_known` AFTER INSERT ON `peer_sides` BEGIN
  UPDATE `peerings` SET `side_known` = 1 WHERE `id` = NEW.`peering_id`;
END;
