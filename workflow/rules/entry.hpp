// Rules of acts of record: facts of an item that switch duties (D01, F_SECRET), entries made for another (D05),
// corrections, annulments and rechecks (D07). Where no article speaks they rest on docs/choices.md.
//
// Pure: they read facts and the act, never a clock. Threads: any.
#pragma once

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/proposal.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

// 保守国家秘密法 as revised in 2024 is in force from 2024-05-01 (its article 65).
inline constexpr std::chrono::year_month_day secrets_law_of_2024 = std::chrono::year{2024} / 5 / 1;

// 保守国家秘密法 (2024) 31(3): 任何组织和个人不得有下列行为：……（三）使用非涉密信息系统、非涉密信息设备存储或者处理国家秘密。
// juece is a 非涉密 system, so such an item has a neutral placeholder only (docs/choices.md 1).
struct NoStateSecret {
    static constexpr Rule rule{
        .id = "F_SECRET",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::secrets, 31, 3},
        .phrase = "任何组织和个人不得有下列行为……使用非涉密信息系统、非涉密信息设备存储或者处理国家秘密",
        .message = "本系统是非涉密系统,涉及国家秘密的事项不得录入;请停止录入并按保密规定报告",
        .in_force_from = secrets_law_of_2024,
    };
    static Unmet unmet(Judgement const& judged);
};

// The same in the law of 2010, article 24.
struct NoStateSecretByTheLawOf2010 {
    static constexpr Rule rule{
        .id = "F_SECRET",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::secrets, 24, 3},
        .phrase = "任何组织和个人不得有下列行为……使用非涉密计算机、非涉密存储设备存储、处理国家秘密信息",
        .message = "本系统是非涉密系统,涉及国家秘密的事项不得录入;请停止录入并按保密规定报告",
        .in_force_from = d713_in_force_from,
        .in_force_until = secrets_law_of_2024,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 1: whoever finds that a fact holds or does not says on what ground; once the draft is made also in which
// document the organ decided so.
struct GroundStated {
    static constexpr Rule rule{
        .id = "D01",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 1},
        .phrase = "情形须逐项认定并写明条文或者理由",
        .message = "认定或者变更事项情形应当写明依据,草案形成后还应当有决策机关的决定文书,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 1: a fact found after the draft was made switches duties of a procedure that is under way, so the organ
// decides, not the unit whose duties would vanish.
struct DecidedByOrganAfterDrafting {
    static constexpr Rule rule{
        .id = "D01",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::design, 1},
        .phrase = "形成后只由决策机关以决定文书变更",
        .message = "决策草案形成后,事项情形的变更由{absent}决定",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 5: there is something to confirm.
struct ConfirmationAwaited {
    static constexpr Rule rule{
        .id = "D05",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::design, 5},
        .phrase = "由行为人本人……确认,或者附经其签名、盖章的文书确认",
        .message = "没有待确认的代录",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 5: a 代录 is confirmed by the person whose act it is, in person, or by a paper that bears his signature.
struct EntryAwaitsConfirmation {
    static constexpr Rule rule{
        .id = "D05",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 5},
        .phrase = "由行为人本人……确认,或者附经其签名、盖章的文书确认",
        .message = "第 {target} 条记录不能这样确认,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 7: what is corrected or annulled is an act of this item, done by then and not annulled yet. What follows from
// another act is corrected with it.
struct EntryExists {
    static constexpr Rule rule{
        .id = "D07",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 7},
        .phrase = "笔误可以更正,误录(录错事项、传错文书)可以撤销",
        .message = "第 {target} 条记录不能更正或者撤销,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 7: an entry is corrected by the organ whose act it is, or by the organ that decides and its office.
struct OwnEntry {
    static constexpr Rule rule{
        .id = "D07",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 7},
        .phrase = "由作出该行为的单位或者决策机关及其办公机构办理",
        .message = "第 {target} 条记录是 {organ} 的行为,由该单位或者决策机关及其办公机构更正、撤销",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 7: two persons see every correction.
struct SecondPerson {
    static constexpr Rule rule{
        .id = "D07",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 7},
        .phrase = "经录入人以外的另一人核对",
        .message = "更正、撤销须经录入人以外的另一人核对,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 7: a correction rests on a paper.
struct EvidenceAttached {
    static constexpr Rule rule{
        .id = "D07",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 7},
        .phrase = "附依据材料",
        .message = "更正、撤销须附依据材料,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 7: a signed act is replaced only by a signed act.
struct SignedReplacesSigned {
    static constexpr Rule rule{
        .id = "D07",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 7},
        .phrase = "附有经签名、盖章文书的记录,也以经签名、盖章的文书更正",
        .message = "第 {target} 条记录附有经签名、盖章的文书,更正、撤销也须以经签名、盖章的文书为据,尚缺:{absent}",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

// Design 7: there is something to recheck.
struct ReviewAwaited {
    static constexpr Rule rule{
        .id = "D07",
        .force = Force::hard,
        .nature = Nature::standing,
        .cites = {Source::design, 7},
        .phrase = "此后凭该事实办理的步骤标为“待复核”,由决策机关或者审查部门复核",
        .message = "没有待复核的步骤",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

struct EntryAwaitsReview {
    static constexpr Rule rule{
        .id = "D07",
        .force = Force::hard,
        .nature = Nature::content,
        .cites = {Source::design, 7},
        .phrase = "此后凭该事实办理的步骤标为“待复核”,由决策机关或者审查部门复核",
        .message = "第 {target} 条记录不待复核",
        .in_force_from = d713_in_force_from,
    };
    static Unmet unmet(Judgement const& judged);
};

}  // namespace juece::rules
