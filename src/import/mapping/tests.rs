//! Headers as people and trackers write them, and what is read from which column.

use super::*;

fn criteria() -> [CriterionName; 2] {
    [("effort", "Effort"), ("customer_value", "Value to customers")].map(|(id, name)| CriterionName {
        id: id.into(),
        name: name.into(),
        ..CriterionName::default()
    })
}

/// What a header is read into, without looking at any row.
fn pairs(header: &[&str], map: &[(&str, &str)]) -> Result<String, String> {
    let criteria = criteria();
    let map = map.iter().map(|(field, column)| ((*field).to_owned(), (*column).to_owned())).collect();
    let options = Options { map, criteria: &criteria, ..Options::default() };
    let mapping = Mapping::find(&StringRecord::from(header.to_vec()), &options);
    let columns =
        mapping.map(|mapping| mapping.columns(std::iter::empty)).map_err(|error| error.to_string())?;
    let pair = |column: Column| Some(format!("{}={}", column.field?, column.header));
    Ok(columns.into_iter().filter_map(pair).collect::<Vec<_>>().join(" "))
}

#[test]
fn obvious_names_are_found_whatever_their_spelling() {
    for (header, expected) in [
        (&["ID", " TITLE "][..], "source=ID title=TITLE"),
        (&["Name", "Summary"], "title=Summary"),
        (&["Resumen", "Etiquetas", "Etiquetas"], "title=Resumen tags=Etiquetas"),
        (&["Titre", "URL"], "title=Titre source=URL"),
        (&["url", "Issue key", "titel"], "source=Issue key title=titel"),
        (
            &["title", "Work_Item-Type", "Assigned To", "State"],
            "title=title kind=Work_Item-Type owner=Assigned To status=State",
        ),
        (&["item", "Epic", "Project"], "title=item theme=Epic"),
        (&["story", "EFFORT", "Customer Value"], "title=story effort=EFFORT customer_value=Customer Value"),
        (&["story", "value to customers"], "title=story customer_value=value to customers"),
        (&["", "Title", "", "Depends On"], "title=Title depends_on=Depends On"),
        (
            &["Resumen", "Campo personalizado (Story Points)", "Campo personalizado (Effort)"],
            "title=Resumen estimate=Campo personalizado (Story Points) effort=Campo personalizado (Effort)",
        ),
        (&["Title", "Priority", "Sprint"], "title=Title"),
        (&["Title", "Foo (Blocks)", "(Effort)"], "title=Title effort=(Effort)"),
    ] {
        assert_eq!(pairs(header, &[]).as_deref(), Ok(expected), "{header:?}");
    }
}

#[test]
fn trackers_have_their_own_names() {
    for (header, expected) in [
        (
            &[
                "Summary",
                "Issue key",
                "Issue Type",
                "Status",
                "Status Category",
                "Priority",
                "Labels",
                "Labels",
                "Inward issue link (Blocks)",
                "Outward issue link (Blocks)",
                "Custom field (Story Points)",
            ][..],
            "title=Summary source=Issue key kind=Issue Type status=Status status=Status Category tags=Labels \
             depends_on=Inward issue link (Blocks) blocks=Outward issue link (Blocks) \
             estimate=Custom field (Story Points)",
        ),
        (
            &["ID", "Work Item Type", "Title 1", "Title 2", "State", "Effort"],
            "source=ID kind=Work Item Type title=Title 1 title=Title 2 status=State effort=Effort",
        ),
        (
            &["Title", "URL", "Assignees", "Status", "Labels", "Size"],
            "title=Title source=URL owner=Assignees status=Status tags=Labels estimate=Size",
        ),
    ] {
        assert_eq!(pairs(header, &[]).as_deref(), Ok(expected), "{header:?}");
    }
}

#[test]
fn what_the_user_maps_comes_first() {
    for (header, map, expected) in [
        (&["Was", "Title"][..], &[("title", "was")][..], "title=Was"),
        (&["Summary", "Name"], &[("description", "Summary")], "description=Summary title=Name"),
        (
            &["Name", "Labels", "Parts"],
            &[("tags", "Labels"), ("tags", "Parts")],
            "title=Name tags=Labels tags=Parts",
        ),
        (&["Name", "SP"], &[("effort", "sp")], "title=Name effort=SP"),
        (&["Name", "#"], &[("source", "#")], "title=Name source=#"),
        (&["Name", "Labels", "Epic"], &[("tags", ""), ("theme", " ")], "title=Name"),
    ] {
        assert_eq!(pairs(header, map).as_deref(), Ok(expected), "{header:?} {map:?}");
    }
}

#[test]
fn a_mapping_that_cannot_be_names_what_there_is() {
    for (header, map, expected) in [
        (&["Title", "Story points"][..], &[("effort", "Story point")][..], "did you mean \"Story points\"?"),
        (&["Title"], &[("effort", "Cost")], "there is no column \"Cost\". Columns: Title"),
        (&["Title"], &[("colour", "Title")], "there is no field \"colour\". Fields: title, effort,"),
    ] {
        let message = pairs(header, map).unwrap_err();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_preset_is_found_by_its_header_and_reads_nothing_else() {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let columns = [("title", &["Cosa"][..]), ("tags", &["Etiquetas", "Partes"])];
    let preset = Tracker {
        title: "ours".into(),
        known_by: vec![owned(&["Cosa", "Etiquetas", "Partes", "Estado"])],
        complete: true,
        columns: columns.map(|(field, names)| (field.to_owned(), owned(names))).into(),
        ..Tracker::default()
    };
    let criteria = criteria();
    let options = Options { presets: vec![preset], criteria: &criteria, ..Options::default() };
    let mapping = |header: &[&str]| Mapping::find(&StringRecord::from(header.to_vec()), &options).unwrap();
    let mapped = mapping(&["Etiquetas", "cosa", "Estado", "Partes", "Title"]);
    assert_eq!((mapped.tracker().title.as_str(), mapped.targets()), ("ours", 2));
    assert!(
        !mapped.has(Target::Field(Field::Status))
            && mapped.header_of(Target::Field(Field::Title)) == Some("cosa")
    );
    assert_eq!(mapping(&["Etiquetas", "Cosa", "Title"]).tracker().title, "a table");
    // What was not there when it was saved was not left out.
    let grown = mapping(&["Etiquetas", "cosa", "Estado", "Partes", "Key"]);
    assert_eq!(grown.header_of(Target::Field(Field::Source)), Some("Key"));
    assert!(!grown.has(Target::Field(Field::Status)) && grown.is_told(Target::Field(Field::Title)));
    // Nobody said that this one holds scores.
    let effort = Target::Criterion(&criteria[0]);
    let grown = mapping(&["Etiquetas", "cosa", "Estado", "Partes", "Effort"]);
    assert!(grown.has(effort) && !grown.is_told(effort));
}

#[test]
fn values_of_repeated_headers_are_joined_and_missing_cells_left_out() {
    let options = Options::default();
    let mapping =
        Mapping::find(&StringRecord::from(vec!["Title", "Labels", "x", "Labels"]), &options).unwrap();
    let tags = Target::Field(Field::Tags);
    let full = StringRecord::from(vec!["A", " ui ", "-", "'@home"]);
    let short = StringRecord::from(vec!["A", ""]);
    assert_eq!(mapping.joined(tags, &full).as_deref(), Some("ui, @home"));
    assert_eq!(mapping.joined(tags, &short), None);
    assert_eq!((mapping.width(), mapping.targets(), mapping.header_of(tags)), (4, 2, Some("Labels")));
}

#[test]
fn of_several_columns_that_say_the_same_the_surest_counts_that_is_filled() {
    let options = Options { from: Some(super::super::Source::Jira), ..Options::default() };
    let header = [
        "Summary",
        "Custom field (Story Points)",
        "Custom field (Story point estimate)",
        "Parent",
        "Parent summary",
    ];
    let mapping = Mapping::find(&StringRecord::from(header.to_vec()), &options).unwrap();
    let read = |cells: [&str; 5]| {
        let cells = StringRecord::from(cells.to_vec());
        [Field::Estimate, Field::Theme].map(|field| mapping.joined(Target::Field(field), &cells))
    };
    let told = |texts: [&str; 2]| texts.map(|text| Some(text.to_owned()));
    assert_eq!(read(["A", "5", "3", "12", "Payments"]), told(["3", "Payments"]));
    assert_eq!(read(["A", "5", " ", "12", ""]), told(["5", "12"]));
    assert_eq!(read(["A", "", "", "", ""]), [None, None]);
}

#[test]
fn whoever_looks_at_it_says_which_column_is_the_title() {
    let rows = || {
        ["1", "2"]
            .map(|cell| Row { number: 2, cells: StringRecord::from(vec![cell, cell]), defect: None })
            .into_iter()
    };
    let guessed = |is_looked_at: bool| {
        let options = Options { is_looked_at, ..Options::default() };
        let mut mapping = Mapping::find(&StringRecord::from(vec!["x", "y"]), &options).unwrap();
        mapping.guess(rows).map(|()| mapping.header_of(Target::Field(Field::Title)).map(str::to_owned))
    };
    assert!(matches!(guessed(false), Err(ImportError::NoTitleColumn { .. })));
    assert_eq!(guessed(true), Ok(Some("x".to_owned())));
}
