//! The two pipes between us and a browser, and the messages in them: JSON, each with a zero byte behind it.

use std::io::{self, BufRead, Read, Write};
use std::process::{Child, Command};

use serde_json::Value as Json;

/// Our ends of the pipes.
pub(super) struct Pipes {
    pub(super) from: Box<dyn Read + Send>,
    pub(super) to: Box<dyn Write + Send>,
}

/// Starts a browser that listens on its third file and answers on its fourth. Our own copies of its ends are closed, so
/// that its end is the end of what can be read.
#[cfg(unix)]
pub(super) fn start(mut command: Command) -> io::Result<(Child, Pipes)> {
    use command_fds::{CommandFdExt as _, FdMapping};
    let (its_input, to) = io::pipe()?;
    let (from, its_output) = io::pipe()?;
    let mappings = vec![
        FdMapping { parent_fd: its_input.into(), child_fd: 3 },
        FdMapping { parent_fd: its_output.into(), child_fd: 4 },
    ];
    command.arg("--remote-debugging-pipe").fd_mappings(mappings).map_err(io::Error::other)?;
    let child = command.spawn()?;
    Ok((child, Pipes { from: Box::new(from), to: Box::new(to) }))
}

/// The same where files have no numbers: the browser is told which handles it has inherited.
#[cfg(windows)]
pub(super) fn start(mut command: Command) -> io::Result<(Child, Pipes)> {
    use std::os::windows::io::{AsHandle as _, AsRawHandle as _};

    use interprocess::os::windows::unnamed_pipe::CreationOptions;
    let (to, its_input) = CreationOptions::default().inheritable(true).build()?;
    let (its_output, from) = CreationOptions::default().inheritable(true).build()?;
    let number = |handle: std::os::windows::io::BorrowedHandle<'_>| handle.as_raw_handle() as usize;
    let pipes = format!("{},{}", number(its_input.as_handle()), number(its_output.as_handle()));
    let child = command.arg("--remote-debugging-pipe").arg(format!("--remote-debugging-io-pipes={pipes}")).spawn()?;
    Ok((child, Pipes { from: Box::new(from), to: Box::new(to) }))
}

/// Writes a message.
pub(super) fn write(to: &mut dyn Write, message: &Json) -> io::Result<()> {
    let mut bytes = message.to_string().into_bytes();
    bytes.push(0);
    to.write_all(&bytes)?;
    to.flush()
}

/// The next message, or nothing where the other side has ended.
pub(super) fn read(from: &mut dyn BufRead) -> io::Result<Option<Json>> {
    let mut bytes = Vec::new();
    from.read_until(0, &mut bytes)?;
    match bytes.pop() {
        Some(0) => Ok(Some(serde_json::from_slice(&bytes)?)),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn messages_come_out_as_they_went_in() {
        let messages = [json!({ "id": 1, "text": "窓口\u{0}" }), json!({})];
        let mut bytes = Vec::new();
        for message in &messages {
            write(&mut bytes, message).unwrap();
        }
        assert_eq!(bytes.iter().filter(|byte| **byte == 0).count(), 2);
        // In pieces as small as they may come.
        let mut from = io::BufReader::with_capacity(1, &*bytes);
        for message in messages {
            assert_eq!(read(&mut from).unwrap(), Some(message));
        }
        assert_eq!(read(&mut from).unwrap(), None);
    }

    #[test]
    fn half_a_message_is_none_and_no_message_is_an_error() {
        assert_eq!(read(&mut &br#"{"id":1"#[..]).unwrap(), None);
        assert!(read(&mut &b"ringo\0"[..]).is_err());
    }
}
