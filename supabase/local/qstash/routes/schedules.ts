import { parseDestination } from "../destination.ts";
import { parsePublishOptions } from "../publish-options.ts";
import { RequestError } from "../request-error.ts";
import {
  deleteSchedule,
  getSchedule,
  listSchedules,
  pauseSchedule,
  resumeSchedule,
  saveSchedule,
} from "../schedules.ts";
import { checkedSize } from "./publish.ts";
import { ok, type Route } from "./route.ts";

export const scheduleRoutes: Route[] = [
  {
    methods: ["POST", "PATCH", "PUT"],
    pattern: /^\/v2\/schedules\/([^/?]+)\/(pause|resume)$/,
    handle(broker, { parts: [id = "", action] }) {
      if (action === "pause") pauseSchedule(broker, id);
      else resumeSchedule(broker, id);
      return ok();
    },
  },
  {
    methods: ["POST"],
    pattern: /^\/v2\/schedules\/(?<destination>.*)$/s,
    handle(broker, { parts: [destination = ""], headers, body, callerIp }) {
      const cron = headers["upstash-cron"];
      if (!cron) throw new RequestError(400, "upstash-cron is missing: five fields such as */5 * * * *");
      const scheduleId = saveSchedule(broker, {
        scheduleId: headers["upstash-schedule-id"],
        cron,
        destination: parseDestination(destination),
        options: parsePublishOptions(headers),
        queueName: headers["upstash-queue-name"],
        callerIp,
        body: checkedSize(body),
      });
      return ok({ scheduleId });
    },
  },
  { methods: ["GET"], pattern: /^\/v2\/schedules$/, handle: (broker) => ok(listSchedules(broker)) },
  {
    methods: ["GET"],
    pattern: /^\/v2\/schedules\/([^/]+)$/,
    handle: (broker, { parts: [id = ""] }) => ok(getSchedule(broker, id)),
  },
  {
    methods: ["DELETE"],
    pattern: /^\/v2\/schedules\/([^/]+)$/,
    handle(broker, { parts: [id = ""] }) {
      deleteSchedule(broker, id);
      return ok();
    },
  },
];
