/**
 * The words of what people wrote. The text itself stands in `messages` alone; what is taken out there leaves nothing here.
 * https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option
 */
export const search = `
  CREATE VIRTUAL TABLE message_words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
  INSERT INTO message_words (message_words, rank) VALUES ('secure-delete', 1);
  INSERT INTO message_words (rowid, text) SELECT CAST(message_id AS INTEGER), text FROM messages WHERE text <> '';

  CREATE TRIGGER message_words_added AFTER INSERT ON messages WHEN new.text <> '' BEGIN
    INSERT INTO message_words (rowid, text) VALUES (CAST(new.message_id AS INTEGER), new.text);
  END;
  CREATE TRIGGER message_words_removed AFTER DELETE ON messages WHEN old.text <> '' BEGIN
    INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', CAST(old.message_id AS INTEGER), old.text);
  END;
  CREATE TRIGGER message_words_changed AFTER UPDATE OF text ON messages WHEN old.text <> new.text BEGIN
    INSERT INTO message_words (message_words, rowid, text)
      SELECT 'delete', CAST(old.message_id AS INTEGER), old.text WHERE old.text <> '';
    INSERT INTO message_words (rowid, text) SELECT CAST(new.message_id AS INTEGER), new.text WHERE new.text <> '';
  END;
`;
