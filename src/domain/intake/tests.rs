//! What becomes of drafts: new, said anew, skipped, and what is left alone.

use super::*;
use crate::domain::command::Command;
use crate::domain::cycle::Closing;
use crate::domain::telling::tell;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::Workshop;

const WORKSPACE: &str = r#"{
    "themes": [{"id": "rel", "title": "Reliability"}],
    "items": [{"id": "pay", "title": "Fix payments", "source": "SHOP-1"},
              {"id": "gone", "title": "Gone", "source": "SHOP-9", "status": "withdrawn"}]
}"#;

fn workspace() -> Workspace {
    Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0
}

fn draft(row: usize, title: &str, source: &str) -> Draft {
    let source = (!source.is_empty()).then(|| source.to_owned());
    Draft { title: title.to_owned(), source, row, ..Draft::default() }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn drafts_become_items_with_ids_of_their_own() {
    let drafts =
        vec![draft(2, "Fix payments!", ""), draft(3, "Fix payments", "SHOP-2"), draft(4, "Gone", "SHOP-9")];
    let intake = intake(&workspace(), drafts);
    let ids: Vec<&str> = intake.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["fix-payments", "fix-payments-2", "gone-2"]);
    assert!(intake.skipped.is_empty());
    let told: Vec<(usize, &str)> =
        intake.warnings.iter().map(|warning| (warning.row, warning.message.as_str())).collect();
    assert_eq!(told, [(3, "another item has this title: merge them if they are one")]);
}

#[test]
fn a_parent_is_called_by_its_title_wherever_that_is_known() {
    let themed = |draft: Draft, theme: &str| Draft { theme: Some(theme.to_owned()), ..draft };
    let drafts = vec![
        themed(draft(2, "A", "SHOP-2"), "SHOP-7"),
        draft(3, "Search", "SHOP-7"),
        draft(4, "Another search", "SHOP-7"),
        themed(draft(5, "B", "SHOP-3"), "SHOP-1"),
        themed(draft(6, "C", "SHOP-4"), "SHOP-99"),
        themed(draft(7, "D", "SHOP-5"), "SHOP-5"),
        themed(draft(8, "E", "SHOP-6"), "Reliability"),
    ];
    let intake = intake(&workspace(), drafts);
    let found: Vec<&str> = intake.items.iter().filter_map(crate::domain::aim::theme_link).collect();
    assert_eq!(found, ["Search", "Fix payments", "SHOP-99", "SHOP-5", "rel"]);
}

#[test]
fn what_a_source_does_not_have_any_more_is_named_unless_it_is_another_source() {
    let items = (1..=8).map(|i| format!(r#"{{"title": "Item {i}", "source": "S-{i}"}}"#));
    let others = r#"{"title": "Own"}, {"title": "Of another", "source": "https://example.org/1"}"#;
    let text = format!(r#"{{"items": [{}, {others}]}}"#, items.collect::<Vec<_>>().join(","));
    let workspace = Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0;
    let notes = |keys: &[usize]| {
        let drafts = keys.iter().map(|i| draft(*i, &format!("Item {i}"), &format!("S-{i}")));
        intake(&workspace, drafts.collect()).notes
    };
    assert_eq!(notes(&[1, 2, 3, 4, 5, 6, 7, 8]), Vec::<String>::new());
    assert_eq!(notes(&[1, 3, 4, 6, 7, 8]), ["not in this source: Item 2, Item 5"]);
    assert_eq!(notes(&[1, 3, 4, 6, 7]), Vec::<String>::new(), "a part of it");
}

#[test]
fn a_source_key_comes_in_once() {
    let drafts = vec![
        draft(2, "Fix payments", "SHOP-1"),
        draft(3, "B", "SHOP-2"),
        draft(4, "C", "SHOP-2"),
        draft(5, "D", "SHOP-1"),
    ];
    let intake = intake(&workspace(), drafts);
    assert_eq!(intake.items.len(), 1);
    let skipped = |row, source: &str, why| Skipped { row, source: source.to_owned(), why };
    let expected = [
        skipped(2, "SHOP-1", Skip::There),
        skipped(4, "SHOP-2", Skip::Repeats(3)),
        skipped(5, "SHOP-1", Skip::Repeats(2)),
    ];
    assert_eq!(intake.skipped, expected);
    let told: Vec<String> = intake.repetitions().map(|problem| problem.message).collect();
    assert_eq!(told, ["SHOP-2 is the key of row 3 already", "SHOP-1 is the key of row 2 already"]);
}

#[test]
fn keys_and_themes_are_resolved_and_the_rest_is_told() {
    let mut first = draft(2, "A", "SHOP-2");
    first.depends_on = owned(&["SHOP-1", "SHOP-3", "SHOP-2", "pay", "SHOP-77"]);
    first.theme = Some("reliability".to_owned());
    let mut second = draft(3, "B", "SHOP-3");
    second.theme = Some("Growth".to_owned());
    let intake = intake(&workspace(), vec![first, second]);
    let ids: Vec<&str> = intake.items[0].rare.depends_on.iter().map(ItemId::as_str).collect();
    assert_eq!(ids, ["pay", "b", "SHOP-77"]);
    let themes = intake.items.iter().map(|item| item.rare.details.as_ref().unwrap().theme.as_deref());
    assert_eq!(themes.collect::<Vec<_>>(), [Some("rel"), Some("Growth")]);
    let messages: Vec<&str> = intake.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(
        messages,
        ["SHOP-2 is this item itself: left out", "no item has the key SHOP-77: kept as it is"]
    );
}

#[test]
fn a_value_off_the_scale_is_left_out() {
    let mut off = draft(5, "A", "");
    off.scores = vec![("effort".to_owned(), 0.0), ("urgency".to_owned(), 4.0), ("ease".to_owned(), 1.0)];
    let intake = intake(&workspace(), vec![off]);
    let scores = &intake.items[0].scores;
    assert_eq!(scores.value(&"urgency".into()), Num::new(4.0));
    assert_eq!(scores.iter().count(), 1);
    let warning =
        |field: &str, message: &str| Warning { row: 5, field: field.to_owned(), message: message.to_owned() };
    let expected = [
        warning("effort", "0 is not on the scale (1, 2, 3, 4, 5): left unscored"),
        warning("ease", "the framework has no such criterion: left out"),
    ];
    assert_eq!(intake.warnings, expected);
}

#[test]
fn what_is_done_comes_in_done_and_stays_so_through_undo_and_redo() {
    let mut done = draft(2, "A", "");
    done.life = Some(Life::Done);
    let items = intake(&workspace(), vec![done, draft(3, "B", "")]).items;
    let mut workshop = Workshop::new(workspace());
    let mut statuses: Vec<Vec<Status>> = Vec::new();
    for command in [Command::Add(items), Command::Undo, Command::Redo] {
        workshop.perform(command, Stamp::default()).unwrap();
        statuses.push(workshop.workspace().items().iter().skip(2).map(|item| item.status).collect());
    }
    let there = vec![Status::Done, Status::Open];
    assert_eq!(statuses, [there.clone(), vec![Status::Withdrawn; 2], there]);
}

#[test]
fn a_title_tells_what_has_no_key() {
    let drafts = vec![draft(2, "fix payments ", ""), draft(3, "New", ""), draft(4, "New", "")];
    let intake = intake(&workspace(), drafts);
    let why: Vec<Skip> = intake.skipped.iter().map(|skipped| skipped.why).collect();
    assert_eq!((intake.items.len(), why), (2, vec![Skip::There]), "two rows of one title are two items");
}

#[test]
fn what_has_no_key_follows_its_source_by_title_and_keeps_how_it_is_spelt_here() {
    let owned_by = |draft: Draft, owner: &str| Draft { owner: Some(owner.to_owned()), ..draft };
    let drafts = vec![owned_by(draft(2, "fix payments", ""), "Ana"), draft(3, "Fix payments", "")];
    let found = intake(&workspace(), drafts);
    assert_eq!(
        found.updates.iter().map(|update| &update.facets).collect::<Vec<_>>(),
        [&[Facet::Owner(Some("Ana".to_owned()))]]
    );
    let why: Vec<(usize, Skip)> = found.skipped.iter().map(|skipped| (skipped.row, skipped.why)).collect();
    assert_eq!((found.items.len(), why), (0, vec![(3, Skip::There)]));
    let dropped = Draft { life: Some(Life::Dropped), ..draft(2, "Fix payments", "") };
    let message = &intake(&workspace(), vec![dropped]).warnings[0].message;
    assert_eq!(message, "given up in the source: decline Fix payments here, if that holds");
}

/// What a source without keys comes to where it came in before: who is updated by which row.
fn again(text: &str, drafts: Vec<Draft>) -> Vec<(usize, String)> {
    let workspace = Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0;
    let found = intake(&workspace, drafts);
    assert!(found.items.is_empty(), "{:?}", found.items);
    found.updates.iter().map(|update| (update.row, workspace.item(update.item).id.to_string())).collect()
}

#[test]
fn a_title_means_nobody_whom_another_row_is_about() {
    let of = |row, title: &str, source: &str, owner: &str| Draft {
        owner: Some(owner.to_owned()),
        ..draft(row, title, source)
    };
    // What was given up and came in again under its old name.
    let dropped = Draft { life: Some(Life::Dropped), ..of(2, "Twice", "", "Old") };
    let twice = r#"{"items":[{"id":"twice","title":"Twice","owner":"New"}]}"#;
    assert_eq!(again(twice, vec![dropped, of(3, "Twice", "", "New")]), []);
    // One with a key, and one without.
    let same = r#"{"items":[{"id":"same","title":"Same","source":"K-1","owner":"Ana"},
        {"id":"same-2","title":"Same","owner":"Bo"}]}"#;
    assert_eq!(again(same, vec![of(2, "Same", "K-1", "Ana"), of(3, "Same", "", "Bo")]), []);
    // Of two, the one that has come as far.
    let release =
        r#"{"items":[{"id":"done","title":"Release","status":"done"},{"id":"open","title":"Release"}]}"#;
    assert_eq!(again(release, vec![of(2, "Release", "", "Ana")]), [(2, "open".to_owned())]);
}

#[test]
fn a_merged_title_means_the_one_that_it_went_into_which_stays_as_it_is() {
    let merged = r#"{"items":[{"id":"a","title":"Alpha","status":"merged","merged_into":"b"},
        {"id":"b","title":"Beta"},{"id":"d","title":"Delta","depends_on":["b"]}]}"#;
    let mut delta = draft(4, "Delta", "");
    (delta.depends_on, delta.tells_blockers) = (owned(&["alpha"]), true);
    let owner = |draft: Draft| Draft { owner: Some("Ana".to_owned()), ..draft };
    let drafts = vec![owner(draft(2, "Alpha", "")), owner(draft(3, "Beta", "")), delta];
    assert_eq!(again(merged, drafts), []);
}

#[test]
fn titles_tell_who_waits_for_whom_where_only_one_item_has_them() {
    let waits =
        |row, title: &str, names: &[&str]| Draft { depends_on: owned(names), ..draft(row, title, "") };
    let twice = [draft(4, "Twice", "SHOP-2"), draft(5, "Twice", "SHOP-3")];
    let blocks = Draft { blocks: owned(&["fix payments", "a"]), ..draft(6, "C", "") };
    let drafts = [waits(2, "A", &["fix payments", "B"]), waits(3, "B", &["Twice"])];
    let found = intake(&workspace(), drafts.into_iter().chain(twice).chain([blocks]).collect());
    let depends = |at: usize| found.items[at].rare.depends_on.iter().map(ItemId::as_str).collect::<Vec<_>>();
    assert_eq!((depends(0), depends(1)), (vec!["pay", "b", "c"], vec!["Twice"]));
    assert_eq!(found.updates.len(), 0, "only what the source tells of follows it");
    let told: Vec<&str> = found.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert!(told.contains(&"several items are called Twice: kept as it is"), "{told:?}");
}

#[test]
fn what_the_source_has_given_up_stays_out_and_is_no_decision_about_what_is_there() {
    let dropped =
        |row, source: &str| Draft { life: Some(Life::Dropped), ..draft(row, "Fix payments", source) };
    let intake = intake(&workspace(), vec![dropped(2, "SHOP-7"), dropped(3, "SHOP-1")]);
    let why: Vec<Skip> = intake.skipped.iter().map(|skipped| skipped.why).collect();
    assert_eq!((intake.items.len(), intake.updates.len(), why), (0, 0, vec![Skip::Dropped, Skip::There]));
    assert_eq!(
        intake.warnings[0].message,
        "given up in the source: decline Fix payments here, if that holds"
    );
}

#[test]
fn who_blocks_whom_is_said_from_either_end() {
    let mut first = draft(2, "A", "SHOP-2");
    first.blocks = owned(&["SHOP-3", "SHOP-1", "SHOP-2"]);
    let intake =
        intake(&workspace(), vec![first, draft(3, "B", "SHOP-3"), draft(4, "Fix payments", "SHOP-1")]);
    assert_eq!(*intake.items[1].rare.depends_on, [ItemId::from("a")]);
    assert!(intake.items[0].rare.depends_on.is_empty());
    assert_eq!(intake.updates[0].facets, [Facet::DependsOn(vec!["a".into()])]);
}

/// A workshop whose one item came from a source and was worked on.
fn scored() -> Workshop {
    let text = r#"{"items": [{"id": "pay", "title": "Fix payments", "source": "SHOP-1", "owner": "Ana", "tags": ["a"],
        "kind": "tech", "horizon": "later", "scores": {"effort": 2, "urgency": 3}}]}"#;
    Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
}

fn news() -> Draft {
    Draft {
        owner: Some("Bo".into()),
        tags: owned(&["b"]),
        description: Some("more".into()),
        scores: vec![("effort".into(), 5.0), ("customer_value".into(), 1.0)],
        kind: Some(crate::domain::item::Kind::Debt),
        kind_guessed: true,
        ..draft(2, "Fix all payments", "SHOP-1")
    }
}

fn import(workshop: &mut Workshop, draft: Draft) -> Result<String, crate::domain::command::Rejection> {
    let Intake { items, updates, .. } = intake(workshop.workspace(), vec![draft]);
    let import = Command::Import { source: "shop.csv".into(), items, updates, date: "2026-03-02".into() };
    let gesture = workshop.perform(import, Stamp::default())?;
    Ok(tell(workshop.workspace(), &gesture.entry).headline())
}

#[test]
fn an_update_changes_what_the_source_says_and_nothing_that_was_decided() {
    let mut workshop = scored();
    let before = serde_json::to_value(workshop.workspace().item(Slot::new(0))).unwrap();
    let told = import(&mut workshop, news()).unwrap();
    assert_eq!(told, "import from shop.csv: 1 updated");
    let entry = workshop.workspace().log().last().unwrap();
    let whom = "Fix all payments (title, owner, description, tags)".to_owned();
    assert_eq!(tell(workshop.workspace(), entry).rest, [("updated", whom)]);
    let mut after = serde_json::to_value(workshop.workspace().item(Slot::new(0))).unwrap();
    assert_eq!((&after["title"], &after["owner"]), (&"Fix all payments".into(), &"Bo".into()));
    assert_eq!((&after["tags"][0], &after["description"]), (&"b".into(), &"more".into()));
    for field in ["kind", "scores", "horizon", "source", "id"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert!(import(&mut workshop, news()).is_err(), "the second time nothing is new");
    workshop.perform(Command::Undo, Stamp::default()).unwrap();
    after = serde_json::to_value(workshop.workspace().item(Slot::new(0))).unwrap();
    assert_eq!(after, before);
}

#[test]
fn what_was_written_here_stays_until_that_is_taken_back() {
    let mut workshop = scored();
    let to = Facet::Owner(Some("Eve".into()));
    workshop.perform(Command::Edit { item: Slot::new(0), to }, Stamp::default()).unwrap();
    let taken = intake(workshop.workspace(), vec![news()]);
    let fields = |intake: &Intake| intake.updates[0].facets.iter().map(Facet::field).collect::<Vec<_>>();
    assert_eq!((fields(&taken), taken.kept), (vec!["title", "description", "tags"], 1));
    assert_eq!(taken.scores, 2, "effort 5 is 2 here, and customer value was never given");
    assert_eq!(
        taken.notes,
        [
            "kept as written here: Fix payments (owner)",
            "not taken, as scores are given here: Fix payments (effort 5 but 2 here, customer value 1 but none here)"
        ]
    );
    workshop.perform(Command::Undo, Stamp::default()).unwrap();
    let taken = intake(workshop.workspace(), vec![news()]);
    assert_eq!((fields(&taken), taken.kept), (vec!["title", "owner", "description", "tags"], 0));
}

#[test]
fn an_empty_cell_says_nothing() {
    assert!(intake(scored().workspace(), vec![draft(2, "Fix payments", "SHOP-1")]).updates.is_empty());
}

#[test]
fn the_source_gets_an_item_done_and_opens_it_again_unless_somebody_did_here() {
    let lives = |life| Draft { life: Some(life), ..draft(2, "Fix payments", "SHOP-1") };
    let status = |workshop: &Workshop| workshop.workspace().item(Slot::new(0)).status;
    let text = r#"{"framework": "value-effort", "capacity": {"amount": 3, "unit": "points"},
        "items": [{"id": "pay", "title": "Fix payments", "source": "SHOP-1", "scores": {"impact": 1, "effort": 2}}]}"#;
    let mut workshop = Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0);
    import(&mut workshop, lives(Life::Done)).unwrap();
    assert_eq!(status(&workshop), Status::Done);
    let item = workshop.workspace().item(Slot::new(0));
    assert!(item.delivered(), "it was open here: what it takes is spent until the cycle is over");
    assert_eq!(item.rare.details.as_ref().unwrap().finished.as_deref(), Some("2026-03-02"));
    let closing = Closing { id: "Q1".to_owned(), date: "2026-03-31".to_owned(), ..Closing::default() };
    workshop.perform(Command::CloseCycle(closing), Stamp::default()).unwrap();
    let cycle = &workshop.workspace().head().cycles[0];
    assert_eq!(
        (cycle.done.as_slice(), cycle.committed.as_slice()),
        (&["pay".into()][..], &["pay".into()][..])
    );
    workshop.perform(Command::Undo, Stamp::default()).unwrap();
    import(&mut workshop, lives(Life::Open)).unwrap();
    assert_eq!(status(&workshop), Status::Open);

    let date = "2026-01-20".to_owned();
    workshop.perform(Command::Finish { item: Slot::new(0), actual: None, date }, Stamp::default()).unwrap();
    assert!(import(&mut workshop, lives(Life::Open)).is_err());
    assert_eq!(intake(workshop.workspace(), vec![lives(Life::Open)]).updates, []);
}

#[test]
fn what_an_item_waits_for_no_more_in_the_source_it_waits_for_here_no_more() {
    let text = r#"{"items": [{"id": "pay", "title": "Fix payments", "source": "SHOP-1", "depends_on": ["sso"]},
        {"id": "sso", "title": "SSO", "source": "SHOP-2"}]}"#;
    let mut workshop = Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0);
    let told = |tells_blockers| Draft { tells_blockers, ..draft(2, "Fix payments", "SHOP-1") };
    assert_eq!(
        intake(workshop.workspace(), vec![told(false)]).updates,
        [],
        "no column says anything about it"
    );
    import(&mut workshop, told(true)).unwrap();
    assert!(workshop.workspace().item(Slot::new(0)).rare.depends_on.is_empty());
    // Who links them here knows something that the source does not.
    let to = Facet::DependsOn(vec!["sso".into()]);
    workshop.perform(Command::Edit { item: Slot::new(0), to }, Stamp::default()).unwrap();
    let again = intake(workshop.workspace(), vec![told(true)]);
    assert_eq!((again.updates, again.kept), (vec![], 1));
}

#[test]
fn an_item_of_several_keys_is_left_as_the_room_made_it() {
    let text = r#"{"items": [{"id": "pay", "title": "Fix payments", "source": "SHOP-1, SHOP-2"}]}"#;
    let workspace = Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0;
    let done = |row, title, source| Draft { life: Some(Life::Done), ..draft(row, title, source) };
    let taken = intake(&workspace, vec![done(2, "One", "SHOP-1"), done(3, "Two", "SHOP-2")]);
    let why: Vec<Skip> = taken.skipped.iter().map(|skipped| skipped.why).collect();
    assert_eq!((taken.items.len(), taken.updates, why), (0, Vec::new(), vec![Skip::There, Skip::There]));
}

#[test]
fn a_number_alone_is_no_key_across_sources() {
    let text = r##"{"themes": [{"id": "rel", "title": "Reliability"}], "items": [
        {"id": "old", "title": "Fix payments", "source": "#12"}, {"id": "far", "title": "Fix payments", "source": "7"},
        {"id": "late", "title": "Late fees", "source": "101", "theme": "Reliability"}]}"##;
    let (workspace, _) = Workspace::load(serde_json::from_str(text).unwrap()).unwrap();
    // What came in as a number is known by its address as well, and another one of that number is new.
    let mut themed = draft(4, "Late charges", "101");
    themed.theme = Some("reliability".to_owned());
    let drafts = vec![
        draft(2, "fix payments", "https://example.org/a/12"),
        draft(3, "Another", "https://example.org/b/7"),
        themed,
    ];
    let intake = intake(&workspace, drafts);
    assert_eq!(intake.items.iter().map(|item| &*item.title).collect::<Vec<_>>(), ["Another"]);
    let told: Vec<&str> = intake.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(told, ["its number is that of Late fees, which gets this title"]);
    let facets: Vec<_> = intake.updates.iter().map(|update| (update.row, update.facets.as_slice())).collect();
    let title = |text: &str| Facet::Title(text.to_owned());
    // The theme is the one that it has, under its other name.
    assert_eq!(facets, [(2, &[title("fix payments")][..]), (4, &[title("Late charges")])]);
}
