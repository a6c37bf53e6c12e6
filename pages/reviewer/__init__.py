"""The reviewer's screens: unlock, what arrived, one answer."""
