"""会议会商: linkage meetings, from the proposal to the resolution that is carried out."""
