//! A piece of network between the application and the simulator, which can be cut, mended and made slow.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use socket2::{Domain, Socket, Type};

/// Most bytes that a slow link passes on at once.
const PORTION: usize = 4096;
/// What the link itself holds back, and the size of its packets, as on Ethernet. Over the loopback with its packets of
/// 64 kB the sender's system would swallow megabytes at once, and a page would seem sent before it has left.
const BUFFER: usize = 8 * 1024;
const PACKET: u32 = 1448;

/// A relay on a port of its own.
pub(crate) struct Link {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    is_cut: AtomicBool,
    /// Bytes per second towards the server; zero is no limit.
    limit: AtomicU64,
    /// Bytes that have passed towards the server.
    sent: AtomicU64,
    /// After how many bytes in all another limit takes the place of this one; zero is never.
    turn: AtomicU64,
    limit_after_turn: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
    is_recording: AtomicBool,
    /// What each connection has carried towards the server while it was recorded.
    recorded: Mutex<Vec<Vec<u8>>>,
}

impl State {
    /// The limit at this moment.
    fn limit(&self) -> u64 {
        let turn = self.turn.load(Ordering::SeqCst);
        let is_turned = turn > 0 && self.sent.load(Ordering::SeqCst) >= turn;
        if is_turned { &self.limit_after_turn } else { &self.limit }.load(Ordering::SeqCst)
    }

    /// Adds to a connection's record, which is begun when there is something to keep.
    fn keep(&self, record: &mut Option<usize>, bytes: &[u8]) {
        if self.is_recording.load(Ordering::SeqCst) {
            let mut recorded = self.recorded.lock().expect("no relay panics");
            let index = *record.get_or_insert_with(|| {
                recorded.push(Vec::new());
                recorded.len() - 1
            });
            recorded[index].extend_from_slice(bytes);
        }
    }
}

impl Link {
    /// A link to a server.
    pub(crate) fn to(server: SocketAddr) -> Self {
        let listener = listen().expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.is_cut.load(Ordering::SeqCst) {
                    continue;
                }
                if let Ok(server) = TcpStream::connect(server) {
                    relay(client, server, &shared);
                }
            }
        });
        Self { address, state }
    }

    /// What a person types into *Advanced: server address*.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends every connection and refuses new ones.
    pub(crate) fn cut(&self) {
        self.state.is_cut.store(true, Ordering::SeqCst);
        for stream in self.state.open.lock().expect("no relay panics").drain(..) {
            // The other side may have closed it already.
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Lets connections through again.
    pub(crate) fn mend(&self) {
        self.state.is_cut.store(false, Ordering::SeqCst);
    }

    /// Passes at most so many bytes per second towards the server.
    pub(crate) fn slow_down(&self, bytes_per_second: u64) {
        self.state.limit.store(bytes_per_second, Ordering::SeqCst);
    }

    /// Passes everything until so many bytes more have gone towards the server, then at most so many per second.
    pub(crate) fn slow_down_after(&self, bytes: u64, bytes_per_second: u64) {
        self.state.limit_after_turn.store(bytes_per_second, Ordering::SeqCst);
        self.state.turn.store(self.sent() + bytes, Ordering::SeqCst);
    }

    /// Keeps what goes towards the server from now on.
    pub(crate) fn record(&self) {
        self.state.is_recording.store(true, Ordering::SeqCst);
    }

    /// The pages among what was recorded, as they left.
    pub(crate) fn recorded_pages(&self) -> Vec<Vec<u8>> {
        let recorded = self.state.recorded.lock().expect("no relay panics");
        let mut pages = Vec::new();
        for connection in recorded.iter() {
            let text = String::from_utf8_lossy(connection);
            let bodies = text.split("{\"File\":\"").skip(1).filter_map(|rest| rest.split_once('"'));
            pages.extend(bodies.map(|(body, _)| STANDARD.decode(body).expect("a page is Base64")));
        }
        pages
    }

    /// How many bytes went towards the server so far.
    pub(crate) fn sent(&self) -> u64 {
        self.state.sent.load(Ordering::SeqCst)
    }
}

fn listen() -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    // Connections take both from the socket that accepts them.
    socket.set_recv_buffer_size(BUFFER)?;
    socket.set_tcp_mss(PACKET)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
    socket.listen(64)?;
    Ok(socket.into())
}

fn relay(client: TcpStream, server: TcpStream, state: &Arc<State>) {
    let copies = [client.try_clone(), client.try_clone(), server.try_clone(), server.try_clone()];
    let [Ok(client_again), Ok(client_kept), Ok(server_again), Ok(server_kept)] = copies else { return };
    state.open.lock().expect("no relay panics").extend([client_kept, server_kept]);
    let up = Arc::clone(state);
    thread::spawn(move || pump(client, server, Some(&up)));
    thread::spawn(move || pump(server_again, client_again, None));
}

/// Moves bytes until one side ends. With a state, counts them and keeps to its limit.
fn pump(mut from: TcpStream, mut to: TcpStream, state: Option<&State>) {
    let mut buffer = vec![0; 64 * 1024];
    let mut record = None;
    loop {
        let limit = state.map_or(0, State::limit);
        let portion = if limit == 0 { buffer.len() } else { PORTION };
        let Ok(count @ 1..) = from.read(&mut buffer[..portion]) else { break };
        if let Some(state) = state {
            state.sent.fetch_add(count as u64, Ordering::SeqCst);
            state.keep(&mut record, &buffer[..count]);
        }
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
        if let Some(pause) = (count as u64 * 1_000_000).checked_div(limit) {
            thread::sleep(Duration::from_micros(pause));
        }
    }
    drop(to.shutdown(Shutdown::Write));
}
