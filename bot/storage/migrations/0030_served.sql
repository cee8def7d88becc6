-- Which update of a chat was handled last: whoever was served a moment ago goes behind whoever was not (inbox.receive).

CREATE INDEX inbox_done_of_address ON inbox (address, update_id) WHERE state = 'done';
