// Acts of record: what is entered beside the steps and moves no region, from the facts of an item to corrections
// (docs/adr/0024-acts-of-record.md; docs/choices.md).
#pragma once

#include "workflow/procedure/statutes/d713_2019/words.hpp"
#include "workflow/rules/drafting.hpp"
#include "workflow/rules/entry.hpp"
#include "workflow/rules/participation.hpp"

namespace juece::procedure::d713_2019 {

namespace act_rows {

using namespace rules;
using FactSetters = By<handler, organ>;
using Hearers = By<handler, office>;
using Answerers = By<department, handler>;
using Everybody =
    By<organ,
       head,
       office,
       handler,
       department,
       leader,
       delegate,
       handler_legal,
       reviewer,
       samr,
       expert,
       risk_unit,
       party,
       npc_organ>;
using Recheckers = By<organ, reviewer>;

// clang-format off
struct Acts : ActsOfRecord<

    // The facts that switch duties on and off: 第十四条、第十六条、第十九条、第二十二条、第二十五条、第二十九条……
    //  on                              by           article      refused by
    Act<fact_set,                        FactSetters, Design<1>,
        NoStateSecret, NoStateSecretByTheLawOf2010, GroundStated, DecidedByOrganAfterDrafting>,

    // 第十三条 决策事项涉及决策机关所属部门、下一级人民政府等单位的职责，或者与其关系紧密的，决策承办单位应当与其充分协商；
    // ……
    Act<drafting_consultation_requested, Handler,     D713<13>,    DraftToConsultOn, UnitsAsked>,
    Act<drafting_consultation_answered,  Answerers,   D713<13>,    ConsultationRequested, WasAsked>,

    // 第十四条第二款 听取意见可以采取座谈会、听证会、实地走访、书面征求意见、向社会公开征求意见、问卷调查、民意调查等多种方式。
    // 第十四条第三款 决策事项涉及特定群体利益的，决策承办单位应当与相关人民团体、社会组织以及群众代表进行沟通协商。
    Act<participation_recorded,          Handler,     D713<14, 2>, DraftToHearOn, MeetingRecorded>,
    Act<participation_voided,            Nobody,      Design<9>>,
    Act<public_comment_opinion_received, Hearers,     D713<18>,    CommentWasOpened>,
    Act<public_comment_opinion_resolved, Handler,     D713<18>,    OpinionReceived, OpinionExists, ReasonForRejecting>,

    // A return names what it voids; for reviews that moves nothing, because the return itself has moved the main line.
    Act<legality_initial_voided,         Nobody,      Design<9>>,
    Act<legality_review_voided,          Nobody,      Design<9>>,

    // 第三十三条 决策机关应当建立重大行政决策过程记录和材料归档制度，由有关单位将履行决策程序形成的记录、材料及时完整归档。
    Act<entry_confirmed,                 Everybody,   Design<5>,   ConfirmationAwaited, EntryAwaitsConfirmation>,
    Act<entry_corrected,                 Everybody,   Design<7>,
        EntryExists, OwnEntry, SecondPerson, EvidenceAttached, SignedReplacesSigned>,
    Act<entry_annulled,                  Everybody,   Design<7>,
        EntryExists, OwnEntry, SecondPerson, EvidenceAttached, SignedReplacesSigned>,
    Act<entry_reviewed,                  Recheckers,  Design<7>,   ReviewAwaited, EntryAwaitsReview>
> {};
// clang-format on

}  // namespace act_rows

using act_rows::Acts;

}  // namespace juece::procedure::d713_2019
