/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";
import type * as access from "../access.js";
import type * as allowances from "../allowances.js";
import type * as arrangements from "../arrangements.js";
import type * as besideMessages from "../besideMessages.js";
import type * as blocks from "../blocks.js";
import type * as cascadeSteps from "../cascadeSteps.js";
import type * as cascades from "../cascades.js";
import type * as characters from "../characters.js";
import type * as claims from "../claims.js";
import type * as clerkWebhook from "../clerkWebhook.js";
import type * as conversationSummaries from "../conversationSummaries.js";
import type * as conversationViews from "../conversationViews.js";
import type * as conversations from "../conversations.js";
import type * as direct from "../direct.js";
import type * as draftVersions from "../draftVersions.js";
import type * as drafts from "../drafts.js";
import type * as earlierList from "../earlierList.js";
import type * as environment from "../environment.js";
import type * as fetchPage from "../fetchPage.js";
import type * as forwards from "../forwards.js";
import type * as functions from "../functions.js";
import type * as http from "../http.js";
import type * as identity from "../identity.js";
import type * as inbox from "../inbox.js";
import type * as inboxEntries from "../inboxEntries.js";
import type * as inboxSpreads from "../inboxSpreads.js";
import type * as inboxViews from "../inboxViews.js";
import type * as invitations from "../invitations.js";
import type * as joinLinks from "../joinLinks.js";
import type * as keptPreviews from "../keptPreviews.js";
import type * as limits from "../limits.js";
import type * as linkGuard from "../linkGuard.js";
import type * as linkPreview from "../linkPreview.js";
import type * as linkPreviews from "../linkPreviews.js";
import type * as linkToPreview from "../linkToPreview.js";
import type * as members from "../members.js";
import type * as memberships from "../memberships.js";
import type * as mentions from "../mentions.js";
import type * as messageRanges from "../messageRanges.js";
import type * as messageText from "../messageText.js";
import type * as messageViews from "../messageViews.js";
import type * as messages from "../messages.js";
import type * as migrations from "../migrations.js";
import type * as names from "../names.js";
import type * as numberLimits from "../numberLimits.js";
import type * as organizations from "../organizations.js";
import type * as ownData from "../ownData.js";
import type * as pageSummary from "../pageSummary.js";
import type * as pageText from "../pageText.js";
import type * as people from "../people.js";
import type * as pinnedMessages from "../pinnedMessages.js";
import type * as pins from "../pins.js";
import type * as presence from "../presence.js";
import type * as presenceSessions from "../presenceSessions.js";
import type * as profiles from "../profiles.js";
import type * as rateLimits from "../rateLimits.js";
import type * as reactions from "../reactions.js";
import type * as reads from "../reads.js";
import type * as receiptMarks from "../receiptMarks.js";
import type * as receipts from "../receipts.js";
import type * as refusals from "../refusals.js";
import type * as removal from "../removal.js";
import type * as removedThings from "../removedThings.js";
import type * as reports from "../reports.js";
import type * as search from "../search.js";
import type * as searchCharacters from "../searchCharacters.js";
import type * as searchEntries from "../searchEntries.js";
import type * as searchTerms from "../searchTerms.js";
import type * as startedCascades from "../startedCascades.js";
import type * as startedSpreads from "../startedSpreads.js";
import type * as textLimits from "../textLimits.js";
import type * as users from "../users.js";

/**
 * A utility for referencing Convex functions in your app's API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = api.myModule.myFunction;
 * ```
 */
declare const fullApi: ApiFromModules<{
  access: typeof access;
  allowances: typeof allowances;
  arrangements: typeof arrangements;
  besideMessages: typeof besideMessages;
  blocks: typeof blocks;
  cascadeSteps: typeof cascadeSteps;
  cascades: typeof cascades;
  characters: typeof characters;
  claims: typeof claims;
  clerkWebhook: typeof clerkWebhook;
  conversationSummaries: typeof conversationSummaries;
  conversationViews: typeof conversationViews;
  conversations: typeof conversations;
  direct: typeof direct;
  draftVersions: typeof draftVersions;
  drafts: typeof drafts;
  earlierList: typeof earlierList;
  environment: typeof environment;
  fetchPage: typeof fetchPage;
  forwards: typeof forwards;
  functions: typeof functions;
  http: typeof http;
  identity: typeof identity;
  inbox: typeof inbox;
  inboxEntries: typeof inboxEntries;
  inboxSpreads: typeof inboxSpreads;
  inboxViews: typeof inboxViews;
  invitations: typeof invitations;
  joinLinks: typeof joinLinks;
  keptPreviews: typeof keptPreviews;
  limits: typeof limits;
  linkGuard: typeof linkGuard;
  linkPreview: typeof linkPreview;
  linkPreviews: typeof linkPreviews;
  linkToPreview: typeof linkToPreview;
  members: typeof members;
  memberships: typeof memberships;
  mentions: typeof mentions;
  messageRanges: typeof messageRanges;
  messageText: typeof messageText;
  messageViews: typeof messageViews;
  messages: typeof messages;
  migrations: typeof migrations;
  names: typeof names;
  numberLimits: typeof numberLimits;
  organizations: typeof organizations;
  ownData: typeof ownData;
  pageSummary: typeof pageSummary;
  pageText: typeof pageText;
  people: typeof people;
  pinnedMessages: typeof pinnedMessages;
  pins: typeof pins;
  presence: typeof presence;
  presenceSessions: typeof presenceSessions;
  profiles: typeof profiles;
  rateLimits: typeof rateLimits;
  reactions: typeof reactions;
  reads: typeof reads;
  receiptMarks: typeof receiptMarks;
  receipts: typeof receipts;
  refusals: typeof refusals;
  removal: typeof removal;
  removedThings: typeof removedThings;
  reports: typeof reports;
  search: typeof search;
  searchCharacters: typeof searchCharacters;
  searchEntries: typeof searchEntries;
  searchTerms: typeof searchTerms;
  startedCascades: typeof startedCascades;
  startedSpreads: typeof startedSpreads;
  textLimits: typeof textLimits;
  users: typeof users;
}>;
export declare const api: FilterApi<
  typeof fullApi,
  FunctionReference<any, "public">
>;
export declare const internal: FilterApi<
  typeof fullApi,
  FunctionReference<any, "internal">
>;

export declare const components: {
  rateLimiter: import("@convex-dev/rate-limiter/_generated/component.js").ComponentApi<"rateLimiter">;
};
